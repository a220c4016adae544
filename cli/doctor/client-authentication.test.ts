import { createServer, type RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { closeServer, listen } from '@/simulator/listening'
import { startSimulator } from '@/simulator/start-simulator'
import { practiceDoctor, type TestEnvironment, testBroken } from '@/testing/doctor'

const practice = practiceDoctor()
const { base, doctor, file, withKey } = practice
const [first] = [institutionIdAt(0)]
const name = 'client authentication'
const own = (institutionId: string) => ({
  clientId: `starter-${institutionId}`,
  clientSecret: 'simulator-only-secret',
})
const refused =
  (error: string, environment: (changes?: TestEnvironment) => TestEnvironment, status = 400) =>
  () => {
    practice.simulator.faults.set({ tokenError: { value: { status, error } } })
    return environment()
  }
const unregistered = () => {
  practice.app.keys = []
  return withKey()
}

describe('the client is refused', () => {
  testBroken(practice, {
    'with a wrong secret': [
      () => base({ JHI_CLIENT_SECRET: 'wrong' }),
      'failure client authentication',
      /invalid_client \(401\), client_secret_basic.*Copy JHI_CLIENT_SECRET anew.*JHI_CLIENT_ID is misspelt.*service account.*belongs in JHI_SERVICE_CLIENT_ID/,
    ],
    'with an id that nobody knows': [
      () => base({ JHI_CLIENT_ID: 'nobody' }),
      'failure client authentication',
      /JHI_CLIENT_ID \(nobody\): refused with invalid_client/,
    ],
    'by a provider that refuses whatever comes': [
      () => {
        practice.simulator.faults.set({ clientError: { value: true } })
        return base()
      },
      'failure client authentication',
      /invalid_client.*private_key_jwt/,
    ],
    'with a key that is not registered': [
      unregistered,
      'failure client authentication',
      /invalid_client.*kid kid-of-the-tests, ES256, aud http.*exp in seconds.*cannot fetch our key \(see publication\).*keys export --pem\.$/,
    ],
    'with a key that the provider may not have fetched yet': [
      refused('invalid_client', withKey, 401),
      'failure client authentication',
      /may still have the keys it fetched before.*If it stays, compare JWKS URI or PEM[^.]*\.$/,
    ],
    'with a secret where the simulator is the default': [
      () =>
        base({
          JHI_ISSUER: '',
          SIMULATOR_PORT: new URL(practice.simulator.issuer).port,
          JHI_CLIENT_SECRET: 'wrong',
        }),
      'failure client authentication',
      /The simulator has its own: remove JHI_CLIENT_SECRET and JHI_CLIENT_ID\.$/,
    ],
    'as no secret arrived': [
      refused('invalid_request', base),
      'failure client authentication',
      /Authorization header did not arrive.*proxy.*client_secret_post/,
    ],
    'as no assertion arrived': [
      refused('invalid_request', withKey),
      'failure client authentication',
      /client_assertion \(underscores, never client-assertion\)/,
    ],
    'as a service account that is to sign people in': [
      () => withKey({ JHI_CLIENT_ID: practice.simulator.clients.service }),
      'failure client authentication',
      /unauthorized_client.*must be “standard”/,
    ],
    'as an application for people that is to serve jobs': [
      () =>
        base({
          JHI_CLIENT_KEYS: file({ keys: [practice.key.jwk] }),
          JHI_SERVICE_CLIENT_ID: practice.simulator.clients.privateKey,
        }),
      'failure client authentication',
      /JHI_SERVICE_CLIENT_ID \(starter-key\): refused with unauthorized_client.*“service account”/,
    ],
    'for a scope': [
      refused('invalid_scope', base),
      'failure client authentication',
      /Enable each scope of JHI_SCOPES/,
    ],
    'for now, as it asked too often': [
      refused('slow_down', base, 429),
      'failure client authentication',
      /cannot be used now.*429.*waiting/,
    ],
    'at one institution': [
      () => base({ JHI_APPLICATIONS: file({ [first]: { ...own(first), clientSecret: 'wrong' } }) }),
      'failure client authentication',
      /JHI_APPLICATIONS "[\w-]+" \(starter-.*Copy clientSecret anew/,
    ],
  })
})

describe('says exactly what to set', () => {
  test.each([
    ['token_endpoint', 'issuer'],
    ['issuer', 'token_endpoint'],
  ] as const)('when the audience has to be the %s', async (assertionAudience, set) => {
    const appUrl = practice.app.origin
    const strict = await startSimulator({
      port: 0,
      appUrl,
      dataFile: ':memory:',
      assertionAudience,
    })
    const environment = withKey({
      JHI_ISSUER: strict.issuer,
      JHI_INSTITUTIONS_URL: strict.institutionsUrl,
    })
    const wrong = await doctor({ ...environment, JHI_CLIENT_ASSERTION_AUDIENCE: set })
    const advice = `Set JHI_CLIENT_ASSERTION_AUDIENCE=${assertionAudience}: the provider accepts that.`
    expect(wrong.troubles).toMatchObject([{ name, status: 'failure', advice }])
    const right = { ...environment, JHI_CLIENT_ASSERTION_AUDIENCE: assertionAudience }
    expect((await doctor(right)).troubles).toEqual([])
    await strict.close()
  })

  test.each([
    ['client_secret_basic', 'client_secret_post'],
    ['client_secret_post', 'client_secret_basic'],
  ])('when %s has to be %s', async (set, wanted) => {
    const strict = await tokenEndpoint((request, response) => {
      const method = request.headers.authorization ? 'client_secret_basic' : 'client_secret_post'
      const isWanted = method === wanted
      response.writeHead(isWanted ? 400 : 401, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: isWanted ? 'invalid_grant' : 'invalid_client' }))
    })
    const { troubles } = await doctor(base({ JHI_CLIENT_AUTH: set }))
    expect(troubles.at(-1)).toMatchObject({
      name,
      advice: `Set JHI_CLIENT_AUTH=${wanted}: the provider accepts that.`,
    })
    await strict.close()
  })

  test('when the token endpoint is a page', async () => {
    const page = await tokenEndpoint((_, response) => response.end('<p>Hello</p>'))
    const { troubles } = await doctor(base())
    expect(troubles.at(-1)).toMatchObject({ name, status: 'failure' })
    expect(troubles.at(-1)?.advice).toMatch(/no page of a proxy/)
    await page.close()
  })

  /** Puts a token endpoint of its own in the place of the simulator’s. */
  async function tokenEndpoint(answer: RequestListener) {
    const server = createServer(answer)
    const value = { token_endpoint: `http://localhost:${await listen(server, 0)}/token` }
    practice.simulator.faults.set({ metadata: { value } })
    return { close: () => closeServer(server) }
  }
})

describe('institutions with applications of their own', () => {
  const ids = Array.from({ length: 30 }, (_, index) => institutionIdAt(index))
  const many = () =>
    base({ JHI_APPLICATIONS: file(Object.fromEntries(ids.map((id) => [id, own(id)]))) })

  test('are asked for up to 25, and the rest is counted', async () => {
    const { checks, ok } = await doctor(many())
    const found = checks.filter((check) => check.name === name).map(({ message }) => message)
    expect([ok, found.length]).toEqual([true, 27])
    expect(found.at(-1)).toMatch(/^5 more institutions were left out/)
    expect(checks.filter(({ status }) => status === 'skipped')).toHaveLength(2)
  })

  test('are not asked for once the provider has stopped answering', async () => {
    const { tokenRequests } = practice.simulator
    const before = tokenRequests.total
    practice.simulator.faults.set({ tokenError: { value: { status: 429 } } })
    const { troubles } = await doctor(many())
    expect(troubles.map((trouble) => trouble.name)).toEqual([name, 'left out'])
    expect(tokenRequests.total - before).toBe(1)
  })
})
