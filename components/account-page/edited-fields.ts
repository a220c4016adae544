import { deliveryNames, statusNames } from '@/components/accounts/account-words'

/** What of an account can be changed. */
export type EditedName =
  | 'name'
  | 'status'
  | 'statementDelivery'
  | 'officer'
  | 'overdraftLimitCents'
  | 'note'
  | 'maturityOn'
  | 'nextStatementOn'
  | 'nextReviewOn'

/** A field of a form: how it is labelled, entered and read. */
export interface EditedField {
  readonly name: EditedName
  readonly label: string
  readonly kind: 'text' | 'lines' | 'money' | 'day' | 'choice'
  /** By the values that are sent. */
  readonly choices?: Readonly<Record<string, string>>
  /** May be left empty, which sends null. */
  readonly isOptional?: boolean
  /** The most characters that the service takes. */
  readonly longest?: number
  readonly hint?: string
  /** Takes the whole width of the form. */
  readonly isWide?: boolean
}

/** One part of an account that is changed at once, with a permission of its own. */
export interface EditedPart {
  readonly id: 'details' | 'dates'
  readonly title: string
  readonly permission: string
  /** Below the account's own address. */
  readonly path: readonly string[]
  readonly fields: readonly EditedField[]
}

/** In the order in which they stand on the page. */
export const editedParts: readonly EditedPart[] = [
  {
    id: 'details',
    title: 'Details',
    permission: 'accounts.change-details',
    path: [],
    fields: [
      { name: 'name', label: 'Name', kind: 'text', longest: 80, isWide: true },
      { name: 'status', label: 'Status', kind: 'choice', choices: statusNames },
      {
        name: 'statementDelivery',
        label: 'Statements',
        kind: 'choice',
        choices: deliveryNames,
      },
      { name: 'officer', label: 'Officer', kind: 'text', isOptional: true, longest: 80 },
      { name: 'overdraftLimitCents', label: 'Overdraft limit', kind: 'money' },
      {
        name: 'note',
        label: 'Note',
        kind: 'lines',
        isOptional: true,
        longest: 500,
        isWide: true,
        hint: 'Everybody who may see this account reads it. 500 characters at most.',
      },
    ],
  },
  {
    id: 'dates',
    title: 'Dates',
    permission: 'accounts.change-dates',
    path: ['dates'],
    fields: [
      { name: 'nextStatementOn', label: 'Next statement', kind: 'day' },
      { name: 'nextReviewOn', label: 'Next review', kind: 'day', isOptional: true },
      { name: 'maturityOn', label: 'Matures', kind: 'day', isOptional: true },
    ],
  },
]
