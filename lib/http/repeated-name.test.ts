import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasRepeatedName } from './repeated-name'

test.each([
  '{"a":1,"a":1}',
  '{"a":1,"\\u0061":2}',
  '{"a":{"b":1},"c":[{"d":1,"e":{},"d":2}]}',
  '{"":1,"":2}',
  '{"\\"":1, "\\u0022" : 2}',
  '{"__proto__":1,"__proto__":2}',
  '[[],{"a":[],"a":[]}]',
])('finds it in %s', (json) => {
  expect(JSON.parse(json)).toBeDefined()
  expect(hasRepeatedName(json)).toBe(true)
})

test.each([
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":"a\\":1,\\"a"}',
  '{"a":"{\\"a\\":1","A":"}"}',
  '{"a":["a","a"],"b":":"}',
  '"a"',
  '7',
])('finds none in %s', (json) => {
  expect(hasRepeatedName(json)).toBe(false)
})

test('finds none in what was written from a value', () => {
  fc.assert(fc.property(fc.json(), (json) => !hasRepeatedName(JSON.stringify(JSON.parse(json)))))
})
