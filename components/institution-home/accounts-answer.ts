const accountTypes = ['checking', 'savings', 'loan', 'certificate'] as const

/** A customer's account, as the sample Account Services API tells it. Money is in whole cents. */
export interface Account {
  readonly accountId: string
  readonly name: string
  readonly type: (typeof accountTypes)[number]
  readonly maskedNumber: string
  readonly currency: string
  /** Null for people who may not see balances. */
  readonly currentBalanceCents: number | null
  readonly availableBalanceCents: number | null
  readonly openedOn: string
}

/** What a call for accounts answers. */
export interface AccountsAnswer {
  readonly accounts: readonly Account[]
  readonly total: number
}

/** Reads an answer from outside; null when it is not what we expect, rather than a table of holes. */
export function parseAccountsAnswer(body: unknown): AccountsAnswer | null {
  if (!isRecord(body)) return null
  const { accounts, total } = body
  if (!Array.isArray(accounts) || !accounts.every(isAccount)) return null
  if (!isWholeNumber(total) || total < accounts.length) return null
  return { accounts, total }
}

function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    typeof value.accountId === 'string' &&
    typeof value.name === 'string' &&
    accountTypes.some((type) => type === value.type) &&
    typeof value.maskedNumber === 'string' &&
    typeof value.currency === 'string' &&
    /^[A-Z]{3}$/.test(value.currency) &&
    isWithheldOrWhole(value.currentBalanceCents) &&
    isWithheldOrWhole(value.availableBalanceCents) &&
    typeof value.openedOn === 'string'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWithheldOrWhole(value: unknown): value is number | null {
  return value === null || isWholeNumber(value)
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
