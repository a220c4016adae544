import { describe, expect, test } from 'vitest'
import {
  findInstitutionIndex,
  institutionAt,
  institutionIdAt,
  institutionTotal,
  institutionZero,
} from './institutions.ts'
import { hasValidChecksum, routingNumberAt } from './routing-number.ts'

const everything = Array.from({ length: institutionTotal }, (_, index) => institutionAt(index))

describe('the institutions', () => {
  test('are the same on every run', () => {
    expect(institutionAt(0)).toEqual({
      institutionId: '1b6f9636-563a-49ed-a769-98535bd1e995',
      name: 'Prairie State Bank & Trust',
      city: 'Mankato',
      state: 'MN',
      routingNumber: '912345675',
      groups: ['Back Office'],
    })
  })

  test('have an id and a routing number of their own', () => {
    expect(new Set(everything.map(({ institutionId }) => institutionId)).size).toBe(100_000)
    expect(new Set(everything.map(({ routingNumber }) => routingNumber)).size).toBe(100_000)
  })

  test('share names, but never in one city', () => {
    const names = new Set(everything.map(({ name }) => name))
    expect(names.size).toBeGreaterThan(10_000)
    expect(names.size).toBeLessThan(50_000)
    const places = everything.map(({ name, city, state }) => `${name} ${city} ${state}`)
    expect(new Set(places).size).toBe(100_000)
  })

  test('have names made of words', () => {
    const odd = everything.filter(({ name, city }) => !/^[A-Z][A-Za-z& ]+$/.test(name) || !city)
    expect(odd).toEqual([])
    expect(everything.some(({ name }) => /undefined|(\b\w+) \1\b/.test(name))).toBe(false)
  })

  test('have at least the group Back Office, and no group twice', () => {
    const odd = everything.filter(
      ({ groups }) => groups[0] !== 'Back Office' || new Set(groups).size !== groups.length,
    )
    expect(odd).toEqual([])
  })

  test('are found by id', () => {
    for (const index of [0, 1, 5, 1203, 9_999, 99_999]) {
      expect(findInstitutionIndex(institutionIdAt(index))).toBe(index)
    }
  })

  test.each([
    institutionZero,
    '11111111-1111-4111-8111-111111111111',
    institutionIdAt(100_000),
    institutionIdAt(3).replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    institutionIdAt(3).toUpperCase(),
    'nothing',
    '',
  ])('do not include %j', (id) => {
    expect(findInstitutionIndex(id)).toBeUndefined()
  })
})

describe('a routing number', () => {
  test('passes the checksum and begins with a digit that is not assigned', () => {
    for (let index = 0; index < 1000; index += 1) {
      expect(hasValidChecksum(routingNumberAt(index))).toBe(true)
      expect(routingNumberAt(index)).toMatch(/^9\d{8}$/)
    }
  })

  test('is checked as the ABA says', () => {
    expect(hasValidChecksum('123456780')).toBe(true)
    expect(hasValidChecksum('123456789')).toBe(false)
    expect(hasValidChecksum('12345678')).toBe(false)
  })
})
