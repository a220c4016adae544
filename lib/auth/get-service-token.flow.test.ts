import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { institutionIdAt, institutionZero } from '@/simulator/institutions'
import { simulatorClients } from '@/simulator/simulator-clients'
import { createKeyInFile } from '@/testing/client-keys'
import { type Flow, startFlow } from '@/testing/flow'
import { createTemporaryFile } from '@/testing/temporary-file'
import { getServiceToken } from './get-service-token'

const institutionId = institutionIdAt(0)
const { basic, secret, service, serviceForInstitution } = simulatorClients
const keys = createTemporaryFile({ keys: [createKeyInFile('one')] })
const applications = createTemporaryFile({
  [institutionId]: {
    clientId: simulatorClients.forInstitution(institutionId),
    clientSecret: secret,
    serviceClientId: serviceForInstitution(institutionId),
  },
})
afterAll(() => {
  keys.remove()
  applications.remove()
})

let flow: Flow
beforeEach(async () => {
  flow = await startFlow({
    JHI_CLIENT_KEYS: keys.path,
    JHI_SERVICE_CLIENT_ID: service,
    JHI_APPLICATIONS: applications.path,
  })
})
afterEach(() => flow.close())

const minute = 60_000
const ask = (id: string | null = null, scopes?: string[]) =>
  getServiceToken(flow.context, { institutionId: id, ...(scopes && { scopes }) })
const codeOf = (asking: Promise<string>) =>
  asking.then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )
const requests = () => flow.simulator.tokenRequests.entries

test('many jobs that ask at once cause one request, signed with a key', async () => {
  const tokens = await Promise.all(Array.from({ length: 50 }, () => ask()))
  expect(new Set(tokens).size).toBe(1)
  expect(requests()).toEqual([
    expect.objectContaining({
      grantType: 'client_credentials',
      clientId: service,
      clientAuth: 'private_key_jwt',
      status: 200,
    }),
  ])
  expect(decodeJwt(tokens[0] ?? '')).toMatchObject({ institutionId: institutionZero })
})

test('a token is kept until shortly before it ends', async () => {
  const token = await ask()
  flow.advance(8 * minute)
  expect(await ask()).toBe(token)
  flow.advance(1.5 * minute)
  const next = await Promise.all([ask(), ask(), ask()])
  expect(new Set(next).size).toBe(1)
  expect(next[0]).not.toBe(token)
  expect(requests()).toHaveLength(2)
})

test('an institution has the application of its own, and tokens of its own', async () => {
  const [zero, own] = await Promise.all([ask(), ask(institutionId)])
  expect(decodeJwt(own)).toMatchObject({ institutionId })
  expect(own).not.toBe(zero)
  expect(requests().map(({ clientId }) => clientId)).toEqual(
    expect.arrayContaining([service, serviceForInstitution(institutionId)]),
  )
})

test('a token for another institution than asked for is refused', async () => {
  expect(await codeOf(ask(institutionIdAt(1)))).toBe('institution_mismatch')
  // Nor is one that is kept for no institution given out for it.
  expect(await codeOf(ask())).toBe('answered')
  expect(await codeOf(ask(institutionIdAt(1)))).toBe('institution_mismatch')
})

test('other scopes are another token', async () => {
  const read = 'https://jackhenry.com/account-services/accounts.read'
  expect(await ask(null, [read])).not.toBe(await ask())
  expect(requests()).toHaveLength(2)
})

test('a refusal is not kept', async () => {
  flow.simulator.faults.set({ clientError: { value: true, times: 1 } })
  expect(await codeOf(ask())).toBe('provider_error')
  expect(await codeOf(ask())).toBe('answered')
})

test('while the provider is down, a token serves everyone to its last seconds', async () => {
  const token = await ask()
  flow.advance(9.2 * minute)
  flow.simulator.faults.set({ tokenError: { value: { status: 503 } } })
  const together = await Promise.all([ask(), ask()])
  expect([...together, await ask(), await ask()]).toEqual([token, token, token, token])
  expect(requests()).toHaveLength(2)
  flow.advance(6_000)
  expect(await ask()).toBe(token)
  expect(requests()).toHaveLength(3)
  flow.advance(minute)
  expect(await codeOf(ask())).toBe('provider_unavailable')
  flow.simulator.faults.clear()
  expect(await codeOf(ask())).toBe('answered')
})

test('without an application that has a key, what to set is said', async () => {
  await flow.close()
  flow = await startFlow({ JHI_CLIENT_ID: basic })
  await expect(ask()).rejects.toThrow('JHI_SERVICE_CLIENT_ID')
  expect(requests()).toEqual([])
})
