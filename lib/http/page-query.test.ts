import { expect, test } from 'vitest'
import { formatPageQuery, readPageQuery } from './page-query'

const read = (search: string) => {
  const parameters: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    parameters[name] = [...(parameters[name] ?? []), value]
  }
  return readPageQuery(parameters)
}

test('a page without a query has nothing of it', () => {
  expect(read('')).toEqual({
    error: null,
    returnPath: null,
    reason: null,
    state: null,
    query: '',
    limit: 50,
    stay: false,
    from: null,
    wait: false,
    refresh: false,
    next: '',
    done: null,
    edit: null,
  })
})

test.each([
  ['100', 100],
  ['1', 50],
  ['1000', 200],
  ['-5', 50],
  ['1e9', 200],
  ['Infinity', 50],
  ['60.5', 50],
  ['abc', 50],
])('limit=%s shows %d rows', (limit, rows) => {
  expect(read(`limit=${limit}`).limit).toBe(rows)
})

test('text is cut, and a parameter that comes twice counts once', () => {
  const { query, from } = read(`q=${'x'.repeat(10_000)}&q=y&from=${'z'.repeat(10_000)}`)
  expect([query, from]).toEqual(['x'.repeat(200), 'z'.repeat(200)])
})

test.each([
  ['attempt_expired', 'attempt_expired'],
  ['<script>', 'unknown'],
  ['x'.repeat(65), 'unknown'],
  ['', null],
])('error=%s is the code %s', (error, code) => {
  expect(read(`error=${encodeURIComponent(error)}`).error).toBe(code)
})

test.each([
  ['saved', 'saved'],
  ['forgotten', 'forgotten'],
  ['anything', null],
])('done=%s is told as %s', (text, done) => {
  expect(read(`done=${text}`).done).toBe(done)
})

test('switches are on with any value but an empty one', () => {
  const on = { wait: true, refresh: true, stay: true }
  expect(read('wait=1&refresh=0&stay=no')).toMatchObject(on)
  expect(read('wait=&refresh=&stay=')).toMatchObject({ wait: false, refresh: false, stay: false })
})

test.each([
  [{}, ''],
  [{ q: undefined }, ''],
  [{ q: 'a & b', page: '2' }, '?q=a+%26+b&page=2'],
  [{ q: '\u0000', back: 'a\\b', page: '2' }, '?page=2'],
  [{ type: ['loan', 'savings'], kind: '' }, '?type=loan&type=savings&kind='],
])('the query %j is written as it came: %j', (parameters, search) => {
  expect(formatPageQuery(parameters)).toBe(search)
})
