import { hash } from 'node:crypto'
import { institutionNameAt } from './institution-names.ts'
import { routingNumberAt } from './routing-number.ts'
import { uuidFrom } from './uuid.ts'

/** A made-up bank or credit union, in the shape the Banno Groups API answers with. */
export interface Institution {
  readonly institutionId: string
  readonly name: string
  readonly city: string
  readonly state: string
  readonly routingNumber: string
  readonly groups: readonly string[]
}

/** The institution that holds profiles, and the default when none is asked for. */
export const institutionZero = '00000000-0000-4000-8000-000000000000'

/** How many institutions exist. */
export const institutionTotal = 100_000

const groupNames = [
  'Wire Operators',
  'Deposit Operations',
  'Loan Servicing',
  'Branch Managers',
  'Compliance',
  'Contact Center',
]

/**
 * The institution at a position. Computed afresh each time from the position alone: a hundred
 * thousand of them cost no memory and no time at the start, and are the same on every run.
 */
export function institutionAt(index: number): Institution {
  const digest = digestAt(index)
  const { name, city, state } = institutionNameAt(index)
  return {
    institutionId: idFrom(digest, index),
    name,
    city,
    state,
    routingNumber: routingNumberAt(index),
    groups: groupsFrom(digest),
  }
}

/** The id of the institution at a position, without the rest of it. */
export function institutionIdAt(index: number): string {
  return idFrom(digestAt(index), index)
}

/**
 * The position an id stands for; undefined for an id that names no institution. The last eight
 * hex digits hold the scrambled position, which saves a map of a hundred thousand entries.
 */
export function findInstitutionIndex(institutionId: string): number | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(institutionId)) return undefined
  const index = unscramble(Number.parseInt(institutionId.slice(-8), 16))
  if (index >= institutionTotal || institutionIdAt(index) !== institutionId) return undefined
  return index
}

function digestAt(index: number): Buffer {
  return hash('sha256', `institution:${index}`, 'buffer')
}

function idFrom(digest: Buffer, index: number): string {
  const bytes = Buffer.from(digest.subarray(0, 16))
  bytes.writeUInt32BE(scramble(index), 12)
  return uuidFrom(bytes)
}

function groupsFrom(digest: Buffer): string[] {
  const names = ['Back Office']
  for (const byte of digest.subarray(16, 16 + (digest.readUInt8(18) % 3))) {
    const name = groupNames[byte % groupNames.length]
    if (name !== undefined && !names.includes(name)) names.push(name)
  }
  return names
}

// Multiplying by an odd number modulo 2^32 loses nothing: its inverse brings the position back.
const factor = 0x9e3779b1
const inverse = 0x0e8b2f51
const mask = 0x5bd1e995

function scramble(index: number): number {
  return (Math.imul(index, factor) ^ mask) >>> 0
}

function unscramble(value: number): number {
  return Math.imul(value ^ mask, inverse) >>> 0
}
