import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isAppError } from '@/lib/errors'
import { answerBannoGroups } from '@/testing/banno-groups'
import { createBannoGroupsDirectory } from './banno-groups-directory'
import type { DirectoryUser } from './institution-directory'
import { describeInstitutionDirectory } from './institution-directory.contract'

process.env.LOG_LEVEL = 'silent'

const url = 'https://api.example/users/{userId}/institutions'
const user: DirectoryUser = {
  issuer: 'i',
  subject: 'user 1',
  username: 'pat@example.test',
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

describe('as every directory', () => {
  describeInstitutionDirectory(async ({ institutions, users }) => ({
    directory: createBannoGroupsDirectory({ url }),
    fetchFor: (subject) => {
      const ids = new Set([...(users[subject] ?? []), ...(users['*'] ?? [])])
      const mine = institutions.filter((one) => ids.has('*') || ids.has(one.institutionId))
      return answerBannoGroups(mine)
    },
  }))
})

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

test('what was under way when a list was forgotten is not remembered', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  answer = async (_, call) => {
    if (call === 1) await held
    return Response.json({ institutions: [bank(call)] })
  }
  const asked = directory()
  const before = asked.find(user, 'id-1')
  asked.forget(user)
  expect(await asked.find(user, 'id-2')).not.toBeNull()
  release()
  expect(await before).not.toBeNull()
  expect(await asked.find(user, 'id-1')).toBeNull()
  expect(await asked.find(user, 'id-2')).not.toBeNull()
  expect(calls).toHaveLength(2)
})

test('no redirect is followed with a person’s access', async () => {
  let redirect: string | undefined
  const asked = directory()
  const fetch = (_: string, init: RequestInit) => {
    redirect = init.redirect
    return Promise.resolve(Response.json({ institutions: [bank(1)] }))
  }
  await asked.search({ ...user, fetch }, everything)
  expect(redirect).toBe('error')
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

describe('a failure on a later page', () => {
  const failing = (address: URL) =>
    address.searchParams.has('cursor')
      ? new Response('{}', { status: 500 })
      : Response.json({ institutions: [bank(1)], nextCursor: 'c' })
  const whole = () => Response.json({ institutions: [bank(1), bank(2)] })

  test('leaves a list that says it is not whole, and counts what is there', async () => {
    answer = failing
    const page = await directory().search(user, everything)
    expect(page).toEqual({ institutions: [bank(1)], total: 1, partial: true })
    expect(calls).toHaveLength(3)
  })

  test('never makes an institution look missing', async () => {
    answer = failing
    const asked = directory()
    expect(await asked.find(user, 'id-1')).toEqual(bank(1))
    expect(await codeOf(asked.find(user, 'id-2'))).toBe('directory_unavailable')
  })

  test('is mended within seconds', async () => {
    answer = failing
    const asked = directory()
    await asked.search(user, everything)
    answer = whole
    time = 5_001
    expect(await asked.search(user, everything)).toEqual({
      institutions: [bank(1), bank(2)],
      total: 2,
    })
  })

  test('does not shorten a list that is known whole', async () => {
    answer = whole
    const asked = directory()
    await asked.search(user, everything)
    answer = failing
    time = 60_001
    await asked.search(user, everything)
    await vi.waitFor(() => expect(calls).toHaveLength(4))
    expect(await asked.search(user, everything)).toMatchObject({ total: 2 })
  })

  test('before which there was nothing is no list at all', async () => {
    answer = (address) =>
      address.searchParams.has('cursor')
        ? new Response('{}', { status: 500 })
        : Response.json({ institutions: [], nextCursor: 'c' })
    expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
  })
})

test('rows that are no institutions are left out, and the list says so', async () => {
  const rows = [bank(1), null, 'x', { name: 'No id' }, { institutionId: 'id-2', name: '  ' }]
  answer = () => Response.json({ institutions: rows })
  expect(await directory().search(user, everything)).toMatchObject({ total: 1, partial: true })
})

test.each(['a\ud800', '.', '..', 'a\u0000', 'a\nb', 'x'.repeat(1_000)])(
  'a row whose id no link can name (%j) is left out, and the list says so',
  async (institutionId) => {
    answer = () => Response.json({ institutions: [bank(1), { institutionId, name: 'Bank' }] })
    expect(await directory().search(user, everything)).toMatchObject({ total: 1, partial: true })
  },
)

test('what no screen can show is taken out of names, and groups have an end', async () => {
  const name = ' Bank\u0000 of\n\t\ud800 Ames\u0007'
  const groups = Array.from({ length: 5_000 }, () => 'x'.repeat(1_000))
  answer = () => Response.json({ institutions: [{ ...bank(1), name, groups }] })
  const found = await directory().find(user, 'id-1')
  expect(found?.name).toBe('Bank  of \ufffd Ames')
  expect(found?.groups).toEqual(Array.from({ length: 100 }, () => 'x'.repeat(300)))
})

test('ids with slashes, dots, percent signs and spaces are found as they are', async () => {
  const rows = ['a/b', '../x', '%2e%2e', '100%', ' 1 ', '...', 'ü?#'].map((institutionId) => ({
    institutionId,
    name: 'Bank',
  }))
  answer = () => Response.json({ institutions: rows })
  const asked = directory()
  for (const row of rows) expect(await asked.find(user, row.institutionId)).toEqual(row)
})

test.each([1, 2, 3])(
  'cursors that come back after %d pages end in a partial list',
  async (length) => {
    answer = (_, call) =>
      Response.json({ institutions: [bank(call)], nextCursor: `c${call % length}` })
    const page = await directory().search(user, everything)
    expect(page).toMatchObject({ total: length + 1, partial: true })
  },
)

test('a name that is too long is cut, not refused', async () => {
  answer = () => Response.json({ institutions: [{ ...bank(1), name: '🏦'.repeat(400) }] })
  expect((await directory().find(user, 'id-1'))?.name).toBe('🏦'.repeat(300))
})

describe('a large answer', () => {
  test('of 10 MB is read', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => ({ ...bank(n), more: 'x'.repeat(130) }))
    answer = () => Response.json({ institutions: rows })
    expect((await directory().search(user, everything)).total).toBe(60_000)
  })

  test('without an end is broken off', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    answer = () => new Response(endless)
    expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
    expect(sent).toBeLessThan(20)
  })
})

describe('a directory that hangs is given up after four seconds', () => {
  const never = new Promise<Response>(() => {})
  const silentBody = () => new Response(new ReadableStream({ start: () => {} }))

  test.each([
    ['before it answers', () => never],
    ['in the middle of an answer', silentBody],
  ])('%s', async (_, hanging) => {
    answer = hanging
    const started = performance.now()
    expect(await codeOf(directory().search(user, everything))).toBe('directory_unavailable')
    expect(performance.now() - started).toBeLessThan(4_900)
  })
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
