import { expect, it } from 'vitest'
import { editedParts } from './edited-fields'
import { findChange, findOvertaken, isDirty } from './find-change'
import { madeUpAccount } from './testing-account'

const fields = editedParts[0]?.fields ?? []
const changeOf = (draft: Parameters<typeof findChange>[1]) =>
  findChange(fields, draft, madeUpAccount)

it('sends what differs, and nothing else', () => {
  const draft = { name: 'Home', officer: 'Ruth Abara', overdraftLimitCents: '500', note: '' }
  expect(changeOf(draft)).toEqual({ change: { name: 'Home' }, refused: [] })
})

it('takes away what is emptied and may be empty', () => {
  expect(changeOf({ officer: ' ' }).change).toEqual({ officer: null })
})

it('names what cannot be sent', () => {
  expect(changeOf({ name: '', overdraftLimitCents: 'ten', note: 'x' })).toEqual({
    change: { note: 'x' },
    refused: [
      { field: 'name', code: 'required' },
      { field: 'overdraftLimitCents', code: 'wrong_format' },
    ],
  })
})

it.each([
  [{}, false],
  [{ name: 'Household checking' }, false],
  [{ name: 'Household checking ' }, false],
  [{ name: '' }, true],
  [{ name: 'Home' }, true],
])('whether %j would be lost: %s', (draft, expected) => {
  expect(isDirty(fields, draft, madeUpAccount)).toBe(expected)
})

it('finds what somebody else has set to something else meanwhile', () => {
  const now = { ...madeUpAccount, name: 'Theirs', officer: 'Same', note: 'Theirs too' }
  const draft = { name: 'Mine', officer: 'Same', status: 'dormant' }
  expect(findOvertaken(fields, draft, { before: madeUpAccount, now })).toEqual(['name'])
})
