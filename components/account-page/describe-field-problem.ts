import type { EditedField } from './edited-fields'

/** What to say at a field that was not taken, by the service's word for programs; the words are ours. */
export function describeFieldProblem(field: EditedField, code: string): string {
  const { kind, label, longest } = field
  switch (code) {
    case 'required':
    case 'too_short':
      return kind === 'day' || kind === 'choice'
        ? `Choose a ${kind === 'day' ? 'date' : 'value'}.`
        : `Enter ${anOrA(label)}.`
    case 'too_long':
      return longest === undefined ? 'This is too long.' : `Use ${longest} characters at most.`
    case 'too_large':
      return 'This amount is more than the service takes.'
    case 'too_small':
      return 'Enter an amount of 0.00 or more.'
    case 'wrong_format':
      return kind === 'day'
        ? 'Choose a date that exists.'
        : 'Enter an amount, for example 1,250.00.'
  }
  if (field.name === 'maturityOn') {
    return 'Choose a date after the account was opened. A certificate always has one.'
  }
  if (kind === 'day') return 'Choose a date after the account was opened, up to the year 2199.'
  if (kind === 'text') return 'Use letters, digits and punctuation on one line.'
  return 'The service did not take this.'
}

const anOrA = (label: string) =>
  `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.charAt(0).toLowerCase()}${label.slice(1)}`
