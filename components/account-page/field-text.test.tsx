import { describe, expect, it } from 'vitest'
import { type EditedField, editedParts } from './edited-fields'
import { readField, showField, toFieldText } from './field-text'
import { madeUpAccount } from './testing-account'

function fieldOf(name: EditedField['name']): EditedField {
  const field = editedParts.flatMap(({ fields }) => fields).find((each) => each.name === name)
  if (field === undefined) throw new Error(name)
  return field
}

describe('what somebody enters', () => {
  it.each([
    ['1250', 125_000],
    ['1250.5', 125_050],
    ['1,250.05', 125_005],
    ['$1,250.00', 125_000],
    [' 0 ', 0],
    ['0.1', 10],
    ['100,000,000', 10_000_000_000],
    // What no floating-point multiplication would get right.
    ['1.15', 115],
    ['4.35', 435],
    ['2000000.29', 200_000_029],
  ])('%j is %d cents', (text, value) => {
    expect(readField(fieldOf('overdraftLimitCents'), text)).toEqual({ value })
  })

  it.each(['12,50', '1.250,00', '1 250', '12.345', '-5', '1e3', '.5', '5.', '٣', 'ten', '1,2345'])(
    '%j is no money',
    (text) => {
      expect(readField(fieldOf('overdraftLimitCents'), text)).toEqual({ code: 'wrong_format' })
    },
  )

  it.each([
    ['name', '', { code: 'required' }],
    ['name', ' \u00a0 ', { code: 'required' }],
    ['name', '  Home  ', { value: 'Home' }],
    ['note', ` ${'n'.repeat(500)} `, { value: 'n'.repeat(500) }],
    ['note', 'n'.repeat(501), { code: 'too_long' }],
    ['officer', 'n'.repeat(81), { code: 'too_long' }],
    ['officer', '   ', { value: null }],
    ['note', 'a\r\nb\n', { value: 'a\nb' }],
    ['overdraftLimitCents', '', { code: 'required' }],
    ['nextStatementOn', '', { code: 'required' }],
    ['maturityOn', '', { value: null }],
    ['maturityOn', '2027-01-31', { value: '2027-01-31' }],
  ] as const)('%s: %j', (name, text, expected) => {
    expect(readField(fieldOf(name), text)).toEqual(expected)
  })
})

it('every field of an account comes back from its control as it was', () => {
  for (const field of editedParts.flatMap(({ fields }) => fields)) {
    const value = madeUpAccount[field.name]
    expect(readField(field, toFieldText(madeUpAccount, field))).toEqual({ value })
  }
})

it('values are read as people write them', () => {
  const shown = (name: EditedField['name']) => showField(madeUpAccount, fieldOf(name))
  expect(shown('overdraftLimitCents')).toBe('$500.00')
  expect(shown('statementDelivery')).toBe('On paper')
  expect(shown('nextStatementOn')).toBe('Dec 1, 2026')
  expect(shown('note')).toBeNull()
})
