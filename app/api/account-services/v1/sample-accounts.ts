import { createHash } from 'node:crypto'

/** A made-up account as the sample API answers it; money is integer cents. */
export interface Account {
  readonly accountId: string
  readonly name: string
  readonly type: 'checking' | 'savings' | 'loan' | 'certificate'
  readonly maskedNumber: string
  readonly currency: 'USD'
  readonly currentBalanceCents: number
  readonly availableBalanceCents: number
  /** ISO 8601 date. */
  readonly openedOn: string
}

const products = [
  ['checking', 'Business Checking'],
  ['checking', 'Operating Account'],
  ['checking', 'Payroll Account'],
  ['savings', 'Money Market Savings'],
  ['savings', 'Reserve Savings'],
  ['loan', 'Equipment Loan'],
  ['loan', 'Commercial Line of Credit'],
  ['certificate', '12-Month Certificate'],
  ['certificate', '60-Month Certificate'],
] as const

/**
 * The accounts that a user serves at an institution: made up, and the same on every call. A product
 * replaces this file, or the whole API, with its own.
 */
export function listAccounts(owner: { institutionId: string; userId: string }): Account[] {
  const count = 8 + (draw(owner, 'count').readUInt8() % 8)
  return Array.from({ length: count }, (_, position) => makeAccount(owner, position))
}

function makeAccount(owner: { institutionId: string; userId: string }, position: number): Account {
  const random = draw(owner, `account ${position}`)
  const [type, name] = products[random.readUInt8(0) % products.length] ?? products[0]
  const sign = type === 'loan' ? -1 : 1
  const balance = 12_500 + (random.readUInt32BE(1) % 48_000_000)
  const held = type === 'checking' ? random.readUInt16BE(5) : 0
  const opened = Date.UTC(2008, 0, 1) + (random.readUInt16BE(7) % 6_500) * 86_400_000
  return {
    accountId: random.subarray(9, 17).toString('hex'),
    name,
    type,
    maskedNumber: `••${String(random.readUInt16BE(17) % 10_000).padStart(4, '0')}`,
    currency: 'USD',
    currentBalanceCents: sign * balance,
    availableBalanceCents: type === 'loan' ? 0 : Math.max(0, balance - held),
    openedOn: new Date(opened).toISOString().slice(0, 10),
  }
}

function draw(owner: { institutionId: string; userId: string }, what: string): Buffer {
  return createHash('sha256').update(`${owner.institutionId} ${owner.userId} ${what}`).digest()
}
