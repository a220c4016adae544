import { beforeEach, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { createBannoGroupsDirectory } from './banno-groups-directory'
import type { DirectoryUser } from './institution-directory'

process.env.LOG_LEVEL = 'silent'

const url = 'https://api.example/users/{userId}/institutions'
const user: DirectoryUser = {
  issuer: 'i',
  subject: 'user 1',
  fetch: async (address) => {
    calls.push(address)
    return answer(new URL(address), calls.length)
  },
}
const everything = { query: '', cursor: null, limit: 50 }
const bank = (n: number) => ({ institutionId: `id-${n}`, name: `Bank ${n}` })

let calls: string[]
let answer: (url: URL, call: number) => Response | Promise<Response>
let time: number
beforeEach(() => {
  calls = []
  time = 0
})

const directory = () =>
  createBannoGroupsDirectory({
    url,
    now: () => time,
  })

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : 'unknown'),
  )

test('asks page by page as the person, and counts a repeated id once', async () => {
  answer = (address) =>
    address.searchParams.has('cursor')
      ? Response.json({ institutions: [bank(2), bank(3)] })
      : Response.json({ institutions: [bank(1), bank(2)], nextCursor: 'c/1' })
  const page = await directory().search(user, everything)
  expect(page.total).toBe(3)
  expect(calls).toEqual([
    'https://api.example/users/user%201/institutions',
    'https://api.example/users/user%201/institutions?cursor=c%2F1',
  ])
})

test('keeps only the fields it knows', async () => {
  answer = () =>
    Response.json({
      institutions: [{ ...bank(1), city: 'Monett', state: null, logo: 'javascript:alert(1)' }],
      other: true,
    })
  expect(await directory().find(user, 'id-1')).toEqual({ ...bank(1), city: 'Monett' })
})

test('an institution that is not on the list is null, whether or not it exists', async () => {
  answer = () => Response.json({ institutions: [bank(1)] })
  expect(await directory().find(user, 'id-2')).toBeNull()
})

test('many askers at once cause one request', async () => {
  answer = () => Response.json({ institutions: [bank(1)] })
  const asked = directory()
  await Promise.all([
    asked.search(user, everything),
    asked.find(user, 'id-1'),
    asked.find(user, 'x'),
  ])
  expect(calls).toHaveLength(1)
})

test('a list is fresh for a minute, then served once more while it is fetched anew', async () => {
  answer = (_, call) => Response.json({ institutions: [bank(call)] })
  const asked = directory()
  await asked.search(user, everything)
  time = 60_000
  expect(await asked.find(user, 'id-1')).not.toBeNull()
  expect(calls).toHaveLength(1)
  time = 60_001
  expect(await asked.find(user, 'id-1')).not.toBeNull()
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toHaveLength(2)
  expect(await asked.find(user, 'id-2')).not.toBeNull()
  time += 600_001
  expect(await asked.find(user, 'id-3')).not.toBeNull()
})

test('people are kept apart', async () => {
  answer = (_, call) => Response.json({ institutions: [bank(call)] })
  const asked = directory()
  expect(await asked.find(user, 'id-1')).not.toBeNull()
  expect(await asked.find({ ...user, subject: 'user 2' }, 'id-1')).toBeNull()
})

test('an empty list and a forgotten one are asked for again', async () => {
  answer = (_, call) => Response.json({ institutions: call === 1 ? [] : [bank(call)] })
  const asked = directory()
  expect((await asked.search(user, everything)).total).toBe(0)
  expect((await asked.search(user, everything)).total).toBe(1)
  asked.forget(user)
  expect(await asked.find(user, 'id-3')).not.toBeNull()
})

test('a passing fault is tried once more', async () => {
  answer = (_, call) =>
    call === 1 ? new Response('{}', { status: 503 }) : Response.json({ institutions: [bank(1)] })
  expect((await directory().search(user, everything)).total).toBe(1)
})

test.each([
  ['503 twice', () => new Response('{}', { status: 503 }), 2],
  ['401', () => new Response('{}', { status: 401 }), 1],
  ['no JSON', () => new Response('<html>'), 2],
  ['another shape', () => Response.json({ institutions: [{ id: 1 }] }), 1],
  ['no list', () => Response.json([]), 1],
  ['a broken connection', () => Promise.reject(new TypeError('fetch failed')), 2],
] as const)('%s is directory_unavailable, never an empty list', async (_, response, requests) => {
  answer = response
  expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
  expect(calls).toHaveLength(requests)
})

test('a failure on a later page fails the whole list', async () => {
  answer = (address) =>
    address.searchParams.has('cursor')
      ? new Response('{}', { status: 500 })
      : Response.json({ institutions: [bank(1)], nextCursor: 'c' })
  expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
})

test('a directory without an end is given up', async () => {
  answer = (_, call) => Response.json({ institutions: [bank(call)], nextCursor: `c${call}` })
  expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
  expect(calls.length).toBeLessThanOrEqual(500)
})

test('names with markup, other scripts and emoji arrive as they are', async () => {
  const name = '<b>بنك</b> 🏦 Bank'
  answer = () => Response.json({ institutions: [{ institutionId: 'x', name }] })
  expect((await directory().find(user, 'x'))?.name).toBe(name)
})
