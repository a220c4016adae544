import type { Account } from '@/components/accounts/account'
import { formatCents } from '@/components/accounts/format-cents'
import { formatDay } from '@/components/accounts/format-day'
import type { EditedField } from './edited-fields'

/** A field's value as it stands in a control. */
export function toFieldText(account: Account, field: EditedField): string {
  const value = account[field.name]
  if (value === null) return ''
  return typeof value === 'number' ? (value / 100).toFixed(2) : value
}

/** A field's value as people read it; null when it is empty. */
export function showField(account: Account, field: EditedField): string | null {
  const value = account[field.name]
  if (value === null) return null
  if (typeof value === 'number') return formatCents(value, account.currency)
  if (field.kind === 'day') return formatDay(value)
  return field.choices?.[value] ?? value
}

/** What somebody entered: the value to send, or why there is none, as a word for programs. */
export type ReadField = { readonly value: string | number | null } | { readonly code: string }

/** Reads a control. Spaces around are slips; a day that its control cannot read is an empty text. */
export function readField(
  { kind, isOptional = false, longest = Infinity }: EditedField,
  entered: string,
): ReadField {
  const text = entered.replace(/\r\n?/g, '\n').trim()
  if (text === '') return isOptional ? { value: null } : { code: 'required' }
  // Said with what else is wrong, not in a second round by the service.
  if (text.length > longest) return { code: 'too_long' }
  return kind === 'money' ? readMoney(text) : { value: text }
}

/** "1250", "1,250.5" and "$1,250.50" are money; "1.250,50" is none, and is not guessed at. */
function readMoney(text: string): ReadField {
  const [, dollars, cents = ''] =
    /^\$? ?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  if (dollars === undefined) return { code: 'wrong_format' }
  return { value: Number(dollars.replaceAll(',', '')) * 100 + Number(cents.padEnd(2, '0')) }
}
