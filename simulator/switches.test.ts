import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

function post(path: string, body: unknown, type = 'application/json') {
  const headers = { 'content-type': type }
  const url = `${simulator.origin}/simulator/${path}`
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function jwksStatus(): Promise<number> {
  return (await fetch(`${simulator.issuer}/jwks`)).status
}

describe('over HTTP', () => {
  test('a switch is set, and a reset clears all', async () => {
    const access = { email: 'few@example.test', institutionId: institutionIdAt(0) }
    const sub = findPersonByEmail(access.email)?.sub ?? ''
    const answer = await post('faults', { set: { jwksStatus: { value: 500 } }, revoke: [access] })
    expect(answer.status).toBe(200)
    expect(await jwksStatus()).toBe(500)
    expect(simulator.entitlements.has(sub, access.institutionId)).toBe(false)
    expect((await post('reset', {})).status).toBe(200)
    expect(await jwksStatus()).toBe(200)
    expect(simulator.entitlements.has(sub, access.institutionId)).toBe(true)
  })

  test('access is taken away and given back', async () => {
    const access = { email: 'few@example.test', institutionId: institutionIdAt(0) }
    const sub = findPersonByEmail(access.email)?.sub ?? ''
    await post('faults', { revoke: [access] })
    await post('faults', { restore: [access] })
    expect(simulator.entitlements.has(sub, access.institutionId)).toBe(true)
  })

  test('keys rotate, and the previous ones stay published', async () => {
    const kids = async () => {
      const { keys } = await (await fetch(`${simulator.issuer}/jwks`)).json()
      return keys.map(({ kid }: { kid: string }) => kid)
    }
    const before = await kids()
    expect((await post('rotate-signing-keys', {})).status).toBe(200)
    const after = await kids()
    expect(after.slice(2)).toEqual(before)
    expect(after.slice(0, 2)).not.toEqual(before)
    await post('rotate-signing-keys', {})
    expect((await kids()).slice(2)).toEqual(after.slice(0, 2))
  })

  test.each([
    ['an unknown switch', { set: { nothing: { value: 1 } } }],
    ['a value of the wrong kind', { set: { jwksStatus: { value: 'down' } } }],
    ['an unknown logout token', { set: { logoutToken: { value: 'purple' } } }],
    ['a switch that is only on or off', { set: { noRefreshToken: { value: false } } }],
    ['metadata that is no object', { set: { metadata: { value: ['x'] } } }],
    ['a person that does not exist', { revoke: [{ email: 'x@example.test', institutionId: 'y' }] }],
    ['no JSON object', []],
  ])('%s is refused with 400', async (_what, body) => {
    expect((await post('faults', body)).status).toBe(400)
  })

  test('a logout token is spoilt, and back-channel logout turned off', async () => {
    const logoutToken = { value: 'wrong-issuer', times: 1 }
    const set = { logoutToken, noBackchannelLogout: { value: true } }
    expect((await post('faults', { set })).status).toBe(200)
    expect(simulator.faults.take('logoutToken')).toBe('wrong-issuer')
    expect(simulator.faults.take('logoutToken')).toBeUndefined()
    expect(simulator.faults.take('noBackchannelLogout')).toBe(true)
    await post('reset', {})
    expect(simulator.faults.take('noBackchannelLogout')).toBeUndefined()
  })

  test('a form of a web page cannot reach the switches', async () => {
    expect((await post('reset', {}, 'text/plain')).status).toBe(415)
    expect((await fetch(`${simulator.origin}/simulator/reset`)).status).toBe(405)
  })

  test('a path that is none is not found', async () => {
    expect((await post('other', {})).status).toBe(404)
  })
})
