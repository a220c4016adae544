import { expect, test } from 'vitest'
import { forgetOldest } from './forget-oldest'

const left = (sizes: readonly number[]) => {
  const remembered = new Map(sizes.map((size, n) => [`person ${n}`, size]))
  forgetOldest(remembered, (size) => size)
  return [...remembered.values()]
}

test('what fits stays', () => {
  expect(left([])).toEqual([])
  expect(left([100_000, 100_000, 99_997])).toEqual([100_000, 100_000, 99_997])
})

test('what came first goes, as much as is too much', () => {
  expect(left([100_000, 100_000, 99_998])).toEqual([100_000, 99_998])
  expect(left([1, 2, 299_999])).toEqual([299_999])
})

test('the newest stays, however long it is', () => {
  expect(left([5, 400_000])).toEqual([400_000])
})

test('people without any are not remembered without an end', () => {
  expect(left(Array.from({ length: 300_001 }, () => 0))).toHaveLength(300_000)
})
