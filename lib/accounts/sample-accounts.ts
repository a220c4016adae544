import 'server-only'
import { createHash } from 'node:crypto'
import type { Database } from '@/lib/database/database'
import { accounts, sampleInstitutions } from './accounts-schema'

type NewAccount = typeof accounts.$inferInsert

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
const customers =
  'Alder,Birch,Cedar,Dogwood,Elm,Foxglove,Ginkgo,Hazel,Ivy,Juniper,Larch,Maple,Oak,Pine,Rowan,Spruce'.split(
    ',',
  )
const trades =
  'Bakery,Builders,Dairy,Dental,Farms,Freight,Garage,Hardware,Interiors,Landscaping,Print,Roofing,Supply'.split(
    ',',
  )
const officers = [null, 'Dana Whitfield', 'Luis Ortega', 'Mei Tanaka', 'Ruth Abara']
const dayMilliseconds = 86_400_000
const firstDay = Date.UTC(2008, 0, 1)
const reference = Date.UTC(2027, 0, 4)

/** Makes the made-up accounts of an institution, unless somebody has. */
export async function makeSampleAccounts({ db }: Database, institutionId: string): Promise<void> {
  await db.transaction(async (transaction) => {
    // A second one waits here for the first, and finds it done.
    const first = await transaction
      .insert(sampleInstitutions)
      .values({ institutionId })
      .onConflictDoNothing()
      .returning()
    if (first.length > 0) await transaction.insert(accounts).values(inventAccounts(institutionId))
  })
}

/** A few hundred accounts: made up, and the same on every machine. */
export function inventAccounts(institutionId: string): NewAccount[] {
  const count = 200 + (draw(institutionId, 'count').readUInt8() % 200)
  return Array.from({ length: count }, (_, position) => inventAccount(institutionId, position))
}

function inventAccount(institutionId: string, position: number): NewAccount {
  const random = draw(institutionId, `account ${position}`)
  const [type, product] = pick(products, random.readUInt8(0))
  const customer = `${pick(customers, random.readUInt8(20))} ${pick(trades, random.readUInt8(21))}`
  const balance = 12_500 + (random.readUInt32BE(1) % 48_000_000)
  const heldCents = type === 'checking' ? random.readUInt16BE(5) % balance : 0
  const openedDay = random.readUInt16BE(7) % 6_500
  const serial = random.readUInt32BE(22) % 100_000_000
  return {
    institutionId,
    accountId: random.subarray(9, 17).toString('hex'),
    accountNumber: `40${String(serial).padStart(8, '0')}`,
    name: `${customer} ${product}`,
    type,
    status: pick(
      ['open', 'open', 'open', 'open', 'open', 'dormant', 'closed'],
      random.readUInt8(26),
    ),
    statementDelivery: pick(['paper', 'electronic'], random.readUInt8(27)),
    officer: pick(officers, random.readUInt8(28)),
    note: null,
    currency: 'USD',
    currentBalanceCents: type === 'loan' ? -balance : balance,
    availableBalanceCents: type === 'loan' ? 0 : balance - heldCents,
    heldCents,
    overdraftLimitCents: type === 'checking' ? (random.readUInt8(29) % 5) * 50_000 : 0,
    openedOn: toDay(firstDay + openedDay * dayMilliseconds),
    maturityOn: matures(type)
      ? toDay(reference + random.readUInt8(30) * 7 * dayMilliseconds)
      : null,
    nextStatementOn: toDay(reference + (random.readUInt8(31) % 30) * dayMilliseconds),
    nextReviewOn: type === 'loan' ? toDay(reference + 90 * dayMilliseconds) : null,
    changedAt: new Date(reference - 400 * dayMilliseconds),
  }
}

const matures = (type: string) => type === 'loan' || type === 'certificate'

const toDay = (time: number) => new Date(time).toISOString().slice(0, 10)

function pick<Choice>(choices: readonly Choice[], random: number): Choice {
  return choices[random % choices.length] as Choice
}

function draw(institutionId: string, what: string): Buffer {
  return createHash('sha256').update(`${institutionId} ${what}`).digest()
}
