import { expect, test } from 'vitest'
import { failure, ok, skipped } from './check-line'
import { formatLines } from './format-lines'

const address = 'https://a-long-host.example.com/a/path/that/does/not/fit'
const lines = [
  ok('clock', 'fine'),
  skipped('sign-in', 'not tried'),
  failure('metadata', `${address} cannot be reached`, `Look at ${address} and try again.`),
  failure('metadata', 'twice', 'Again.'),
]

test('breaks at blanks, under the text, and keeps an address whole', () => {
  expect(formatLines(lines.slice(2, 3), { color: false, width: 40 })).toBe(`failure  metadata:
         ${address}
         cannot be reached
         → Look at
           ${address}
           and try again.

0 ok, 0 skipped, 0 warnings, 1 failure:
metadata
`)
})

test('breaks nothing for programs, and names what failed once', () => {
  const text = formatLines(lines, { color: false, width: null })
  expect(text).toContain(`metadata: ${address} cannot be reached\n`)
  expect(text).toContain('skipped  sign-in: not tried\n')
  expect(text).toMatch(/\n1 ok, 1 skipped, 0 warnings, 2 failures: metadata\n$/)
})
