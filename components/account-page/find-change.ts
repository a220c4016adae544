import type { Account } from '@/components/accounts/account'
import type { FieldProblem } from '@/components/requests/field-problems'
import type { EditedField, EditedName } from './edited-fields'
import { readField, toFieldText } from './field-text'

/** What somebody has typed, by field; a field that is not here was not touched. */
export type Draft = Readonly<Partial<Record<EditedName, string>>>

/** What a draft would change of an account, and what of it cannot be sent. */
export interface DraftedChange {
  readonly change: Readonly<Partial<Record<EditedName, string | number | null>>>
  readonly refused: readonly FieldProblem[]
}

/** Compares a draft with the account: only what really differs is sent, so nobody's else is overwritten. */
export function findChange(
  fields: readonly EditedField[],
  draft: Draft,
  account: Account,
): DraftedChange {
  const change: Partial<Record<EditedName, string | number | null>> = {}
  const refused: FieldProblem[] = []
  for (const field of fields) {
    const entered = draft[field.name]
    if (entered === undefined || entered === toFieldText(account, field)) continue
    const read = readField(field, entered)
    if ('code' in read) refused.push({ field: field.name, code: read.code })
    else if (read.value !== account[field.name]) change[field.name] = read.value
  }
  return { change, refused }
}

/** Whether leaving now would lose something. */
export function isDirty(fields: readonly EditedField[], draft: Draft, account: Account): boolean {
  const { change, refused } = findChange(fields, draft, account)
  return refused.length > 0 || Object.keys(change).length > 0
}

/** Fields that somebody else has changed meanwhile, to something else than what was typed here. */
export function findOvertaken(
  fields: readonly EditedField[],
  draft: Draft,
  { before, now }: { before: Account; now: Account },
): readonly EditedName[] {
  const { change } = findChange(fields, draft, now)
  return fields
    .filter((field) => before[field.name] !== now[field.name] && field.name in change)
    .map(({ name }) => name)
}
