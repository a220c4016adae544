import { z } from 'zod'
import { permissions } from '@/lib/resource-server/role-permissions'

/** What an account can be. */
export const accountTypes = ['checking', 'savings', 'loan', 'certificate'] as const
/** How an account stands. */
export const accountStatuses = ['open', 'dormant', 'closed'] as const
/** How statements reach the customer. */
export const statementDeliveries = ['paper', 'electronic'] as const
/** What lists can be sorted by. */
const sortFields = [
  'name',
  'type',
  'status',
  'currentBalanceCents',
  'openedOn',
  'maturityOn',
] as const

const mostCents = 100_000_000_00
const longestText = { name: 80, note: 500 } as const

const cents = z.int()
const day = z.iso.date()
/** A day that somebody may enter: Postgres knows others, and no bank needs them. */
const enteredDay = day.refine(
  (value) => value >= '1900-01-01' && value <= '2199-12-31',
  'Must be between 1900-01-01 and 2199-12-31.',
)

/** Text as people write it: no control characters, and no half of a character. */
function writtenText(longest: number, { lines = false } = {}) {
  const allowed = lines ? /^(?:[^\p{Cc}\p{Cs}]|\n)*$/u : /^[^\p{Cc}\p{Cs}]*$/u
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => allowed.test(value), 'Must not have control characters.')
    .refine((value) => value.trim() === value, 'Must not begin or end with a space.')
}

const permission = z.enum(permissions)

const listed = {
  accountId: z.string(),
  name: z.string(),
  type: z.enum(accountTypes),
  status: z.enum(accountStatuses),
  maskedNumber: z.string(),
  accountNumber: z
    .string()
    .nullable()
    .describe('Null without the permission accounts.view-numbers.'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  currentBalanceCents: cents.nullable().describe('Null without accounts.view-balances.'),
  availableBalanceCents: cents.nullable().describe('Null without accounts.view-balances.'),
  openedOn: day,
  maturityOn: day.nullable(),
}

/** An account in a list. */
export const listedAccountSchema = z.strictObject(listed)

/** All of an account that this person may see, and what they may do with it. */
export const accountSchema = z.strictObject({
  ...listed,
  statementDelivery: z.enum(statementDeliveries),
  officer: z.string().nullable(),
  note: z.string().nullable(),
  overdraftLimitCents: cents,
  nextStatementOn: day,
  nextReviewOn: day.nullable(),
  changedAt: z.iso.datetime(),
  permissions: z.array(permission).describe('What this person may do at this institution.'),
})

/** A page of accounts. */
export const accountListSchema = z.strictObject({
  accounts: z.array(listedAccountSchema),
  total: z.int().min(0),
  offset: z.int().min(0),
  limit: z.int().min(1),
  permissions: z.array(permission),
})

/** The account in a few words and figures. */
export const accountSummarySchema = z.strictObject({
  accountId: z.string(),
  name: z.string(),
  type: z.enum(accountTypes),
  status: z.enum(accountStatuses),
  maskedNumber: z.string(),
  currency: z.string(),
  currentBalanceCents: cents.nullable(),
  openedOn: day,
  maturityOn: day.nullable(),
  nextStatementOn: day,
})

/** What can be drawn now. */
export const availableBalanceSchema = z.strictObject({
  accountId: z.string(),
  currency: z.string(),
  availableBalanceCents: cents,
  heldCents: cents.min(0),
  asOf: z.iso.datetime(),
})

const mostAtOnce = 200
const mostSkipped = 1_000_000

/** A whole number in a query, where everything is text. */
const numberText = (range: z.ZodInt) =>
  z
    .string()
    .regex(/^-?\d{1,9}$/, 'Must be a whole number.')
    .transform(Number)
    .pipe(range)

/** Which page of the list. */
export const listQuerySchema = z.strictObject({
  limit: numberText(z.int().min(1).max(mostAtOnce)).default(50),
  offset: numberText(z.int().min(0).max(mostSkipped)).default(0),
})

/** What to look for, in which order, and which page of it. */
export const inquirySchema = z.strictObject({
  query: z
    .string()
    .max(100)
    .refine((value) => /^[^\p{Cc}\p{Cs}]*$/u.test(value), 'Must not have control characters.')
    .default('')
    .describe('Words of the name or officer, the id, or the last four digits of the number.'),
  types: z.array(z.enum(accountTypes)).min(1).max(accountTypes.length).optional(),
  statuses: z.array(z.enum(accountStatuses)).min(1).max(accountStatuses.length).optional(),
  sort: z
    .strictObject({
      by: z.enum(sortFields),
      direction: z.enum(['ascending', 'descending']).default('ascending'),
    })
    .default({ by: 'name', direction: 'ascending' }),
  limit: z.int().min(1).max(mostAtOnce).default(50),
  offset: z.int().min(0).max(mostSkipped).default(0),
})

const details = {
  name: writtenText(longestText.name),
  status: z.enum(accountStatuses),
  statementDelivery: z.enum(statementDeliveries),
  officer: writtenText(longestText.name).nullable(),
  note: writtenText(longestText.note, { lines: true }).nullable(),
  overdraftLimitCents: cents.min(0).max(mostCents),
}

/** All details of an account that can be changed. */
export const detailsSchema = z.strictObject(details)

/** Those details that are to change, one at least. */
export const detailsChangeSchema = z
  .strictObject(details)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Must name at least one field.')

/** Those dates that are to change, one at least; null takes a date away. */
export const datesChangeSchema = z
  .strictObject({
    maturityOn: enteredDay.nullable(),
    nextStatementOn: enteredDay,
    nextReviewOn: enteredDay.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Must name at least one field.')

/** What a list is asked by. */
export type Inquiry = z.output<typeof inquirySchema>

/** Fields of an account with their new values. */
export type AccountChange = z.output<typeof detailsChangeSchema> &
  z.output<typeof datesChangeSchema>
