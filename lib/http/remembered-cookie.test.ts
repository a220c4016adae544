import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formatRemembered, parseRemembered } from './remembered-cookie'

const pat = { issuer: 'https://login.test', subject: 'pat' }
const sam = { issuer: 'https://login.test', subject: 'sam' }
const nothing = { pinned: [], recent: [], opensLast: false }
const ids = (count: number) => Array.from({ length: count }, () => randomUUID())

describe('what is remembered', () => {
  test('comes back as it was, whatever the ids look like', () => {
    const remembered = {
      pinned: [randomUUID(), '1042', 'a/b ✓~!.'],
      recent: ['*', randomUUID()],
      opensLast: true,
    }
    const value = formatRemembered(undefined, pat, remembered)
    expect(parseRemembered(value, pat)).toEqual(remembered)
    expect(encodeURIComponent(value)).toBe(value)
  })

  test('belongs to one person: another on the same browser sees none of it', () => {
    const value = formatRemembered(undefined, pat, {
      pinned: ids(2),
      recent: ids(1),
      opensLast: true,
    })
    expect(parseRemembered(value, sam)).toEqual(nothing)
    expect(parseRemembered(value, { ...pat, issuer: 'https://other.test' }).pinned).toEqual([])
  })

  test('stays when somebody else comes, as long as there is room', () => {
    const first = { pinned: ids(3), recent: ids(5), opensLast: true }
    const second = { pinned: ids(8), recent: ids(5), opensLast: false }
    const value = formatRemembered(formatRemembered(undefined, pat, first), sam, second)
    expect([parseRemembered(value, pat), parseRemembered(value, sam)]).toEqual([first, second])
  })

  test('is a wish alone too, before anything was opened', () => {
    const value = formatRemembered(undefined, pat, { ...nothing, opensLast: true })
    expect(parseRemembered(value, pat)).toEqual({ ...nothing, opensLast: true })
    expect(formatRemembered(value, pat, nothing)).toBe('')
  })

  test('is at most 8 pins and 5 recents of the newest people, under 700 bytes', () => {
    let value: string | undefined
    const people = ['a', 'b', 'c', 'd', 'e'].map((subject) => ({ ...pat, subject }))
    for (const person of people) {
      value = formatRemembered(value, person, { pinned: ids(20), recent: ids(20), opensLast: true })
    }
    const counts = people.map((person) => {
      const { pinned, recent } = parseRemembered(value, person)
      return [pinned.length, recent.length]
    })
    expect(counts.at(-1)).toEqual([8, 5])
    expect(counts[0]).toEqual([0, 0])
    expect(`__Host-jhi_remembered=${value}`.length).toBeLessThan(700)
  })

  test('gives up the oldest recents, then the newest pin, when ids are long', () => {
    const long = Array.from({ length: 4 }, (_, number) => `${number}${'x'.repeat(150)}`)
    const value = formatRemembered(undefined, pat, {
      pinned: long,
      recent: ids(2),
      opensLast: true,
    })
    expect(parseRemembered(value, pat)).toEqual({
      pinned: long.slice(0, 3),
      recent: [],
      opensLast: true,
    })
  })
})

test.each([
  undefined,
  '',
  '!!!',
  '~~~',
  'x'.repeat(5_000),
  'abcdefgh~%%%.*~*',
  '__proto__~a~b',
  'abcdefgh',
])('a value that nobody wrote (%j) holds nothing and breaks nothing', (value) => {
  expect(parseRemembered(value, pat)).toEqual(nothing)
  expect(
    parseRemembered(formatRemembered(value, pat, { ...nothing, pinned: ['1'] }), pat).pinned,
  ).toEqual(['1'])
})
