import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Institution, institutionIdAt, institutionZero } from './institutions.ts'
import { findPersonByEmail, people } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

async function tokenOf(email: string, institutionId?: string): Promise<string> {
  const { body } = await createTestApplication(simulator).signIn(email, { institutionId })
  return body.access_token ?? ''
}

function ask(email: string, token: string, query = '') {
  const sub = findPersonByEmail(email)?.sub ?? ''
  const url = `${simulator.institutionsUrl.replace('{userId}', sub)}${query}`
  return fetch(url, { headers: { authorization: `Bearer ${token}` } })
}

async function pagesOf(email: string): Promise<Institution[][]> {
  const token = await tokenOf(email)
  const pages: Institution[][] = []
  let query: string | undefined = ''
  while (query !== undefined) {
    const answer = await (await ask(email, token, query)).json()
    pages.push(answer.institutions)
    query = answer.nextCursor && `?cursor=${answer.nextCursor}`
  }
  return pages
}

describe('the institution list', () => {
  test.each(people.map(({ email, institutionCount }) => [email, institutionCount]))(
    'of %s holds %i, each once, a thousand at a time',
    async (email, count) => {
      const pages = await pagesOf(String(email))
      expect(pages.length).toBe(Math.max(1, Math.ceil(Number(count) / 1000)))
      expect(pages.slice(0, -1).every(({ length }) => length === 1000)).toBe(true)
      const ids = pages.flat().map(({ institutionId }) => institutionId)
      expect(new Set(ids).size).toBe(count)
      expect(ids).not.toContain(institutionZero)
    },
  )

  test('has two of the same name in different cities among the five', async () => {
    const [five = []] = await pagesOf('few@example.test')
    const named = five.filter(({ name }) => name === 'Prairie State Bank & Trust')
    expect(named.map(({ city, state }) => `${city}, ${state}`)).toEqual([
      'Mankato, MN',
      'Salina, KS',
    ])
  })

  test('leaves out an institution that was taken away', async () => {
    simulator.entitlements.revoke('few@example.test', institutionIdAt(2))
    const [four = []] = await pagesOf('few@example.test')
    expect(four.map(({ institutionId }) => institutionId)).not.toContain(institutionIdAt(2))
    expect(four.length).toBe(4)
    simulator.entitlements.reset()
  })

  test('needs an access token', async () => {
    expect((await ask('few@example.test', 'none')).status).toBe(401)
  })

  test('needs the token of institution zero', async () => {
    const token = await tokenOf('few@example.test', institutionIdAt(0))
    const response = await ask('few@example.test', token)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ error: 'institution_zero_required' })
  })

  test('is for the person of the token alone', async () => {
    const response = await ask('all@example.test', await tokenOf('few@example.test'))
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ error: 'user_mismatch' })
  })

  test('refuses a cursor it did not make', async () => {
    const response = await ask('few@example.test', await tokenOf('few@example.test'), '?cursor=9')
    expect(response.status).toBe(400)
  })
})
