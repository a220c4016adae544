import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import type { SimulatorOptions } from '@/simulator/simulator'
import { simulatorClients } from '@/simulator/simulator-clients'
import { createTestBrowser } from '@/simulator/test-browser'
import { createKeyInFile } from '@/testing/client-keys'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'
import { createTemporaryFile, type TemporaryFile } from '@/testing/temporary-file'

const few = 'few@example.test'
const [own, withKey, shared] = [institutionIdAt(0), institutionIdAt(1), institutionIdAt(2)]
const { basic, forInstitution, privateKeyForInstitution, secret } = simulatorClients
const accountsPath = (id: string) =>
  `/api/bff/${id}/account-services/enterprise/${subjectOf(few)}/accounts`
const applicationsOf = {
  [own]: { clientId: forInstitution(own), clientSecret: secret },
  [withKey]: { clientId: privateKeyForInstitution(withKey), clientAuth: 'private_key_jwt' },
}

let flow: Flow
let browser: FlowBrowser
let applications: TemporaryFile
let keys: TemporaryFile
beforeEach(() => {
  applications = createTemporaryFile(applicationsOf)
  keys = createTemporaryFile({ keys: [createKeyInFile('one')] })
})
afterEach(async () => {
  await flow.close()
  applications.remove()
  keys.remove()
})

async function start(
  environment: Record<string, string> = {},
  provider: Partial<SimulatorOptions> = {},
) {
  const files = { JHI_APPLICATIONS: applications.path, JHI_CLIENT_KEYS: keys.path }
  flow = await startFlow({ ...files, SESSION_IDLE_MINUTES: '60', ...environment }, {}, provider)
  browser = flow.newBrowser()
  await browser.authorize(few)
}

const reloaded = (clientId: string) =>
  vi.waitFor(() => expect(flow.context.applications.find(clientId)).not.toBeNull(), 5_000)
const forgotten = (clientId: string) =>
  vi.waitFor(() => expect(flow.context.applications.find(clientId)).toBeNull(), 5_000)
const open = async (id: string) => (await browser.authorize(few, id)).url
/** Begins an authorization, and stays at the door of the provider. */
async function begin(id: string): Promise<URL> {
  const atTheDoor = createTestBrowser(flow.appUrl)
  for (const [key, cookie] of browser.cookies) atTheDoor.cookies.set(key, cookie)
  const { url } = await atTheDoor.open(`${flow.appUrl}/api/oidc/authorize?institutionId=${id}`)
  for (const [key, cookie] of atTheDoor.cookies) browser.cookies.set(key, cookie)
  return url
}
const call = async (id: string) => (await browser.call(accountsPath(id))).status
const tokenClients = (grantType: string) =>
  flow.simulator.tokenRequests.entries
    .filter((entry) => entry.grantType === grantType && entry.status === 200)
    .map(({ institutionId, clientId, clientAuth }) => ({ institutionId, clientId, clientAuth }))

const byClient = (a: { clientId?: string | undefined }, b: typeof a) =>
  `${a.clientId}`.localeCompare(`${b.clientId}`)

describe.each([
  ['with the institution named in a parameter', {}],
  ['with the application alone deciding', { JHI_INSTITUTION_PARAM: '' }],
  [
    'with pushed requests and bound tokens',
    { JHI_PAR: 'required', JHI_DPOP: 'on' },
    { pushedAuthorizationRequests: 'required', dpopNonce: true },
  ],
] as const)('%s', (_, environment, provider?: Partial<SimulatorOptions>) => {
  test('two institutions work side by side in one session, each as its own application', async () => {
    await start(environment, provider)
    const [first, second] = await Promise.all([open(own), open(withKey)])
    expect([first.pathname, second.pathname]).toEqual([`/i/${own}`, `/i/${withKey}`])
    flow.advance(11 * 60_000)
    expect(await Promise.all([call(own), call(withKey)])).toEqual([200, 200])

    const clients = [
      {
        institutionId: own,
        clientId: forInstitution(own),
        clientAuth: 'client_secret_basic',
      },
      {
        institutionId: withKey,
        clientId: privateKeyForInstitution(withKey),
        clientAuth: 'private_key_jwt',
      },
    ]
    const exchanged = tokenClients('authorization_code').slice(1)
    expect(exchanged.sort(byClient)).toEqual(clients.sort(byClient))
    expect(tokenClients('refresh_token').sort(byClient)).toEqual(clients.sort(byClient))

    await browser.post('/api/oidc/logout')
    const revoked = flow.simulator.clientRequests.entries.filter(
      ({ path, status }) => path === '/token/revocation' && status === 200,
    )
    expect(revoked.map(({ clientId }) => clientId).sort()).toEqual(
      [basic, forInstitution(own), privateKeyForInstitution(withKey)].sort(),
    )
  })
})

test('an institution without an entry is opened as the application for all', async () => {
  await start()
  expect((await open(shared)).pathname).toBe(`/i/${shared}`)
  const [, exchange] = tokenClients('authorization_code')
  expect(exchange).toMatchObject({ institutionId: shared, clientId: basic })
})

test('an entry that is added while the server runs is used without a restart', async () => {
  applications.write({})
  await start()
  applications.write(applicationsOf)
  await reloaded(forInstitution(own))
  await open(own)
  expect(tokenClients('authorization_code')[1]).toMatchObject({ clientId: forInstitution(own) })
})

test('a callback is for the application that asked, though the file has changed since', async () => {
  await start()
  const provider = await begin(own)
  expect(provider.searchParams.get('client_id')).toBe(forInstitution(own))
  // The application is another institution's now, and this one has none of its own.
  applications.write({ [shared]: applicationsOf[own] })
  await vi.waitFor(
    () => expect(flow.context.applications.forInstitution(own).clientId).toBe(basic),
    5_000,
  )
  expect((await browser.open(provider.href)).url.pathname).toBe(`/i/${own}`)
  expect(tokenClients('authorization_code')[1]).toMatchObject({ clientId: forInstitution(own) })
})

test('an attempt whose application has gone is started again by the person', async () => {
  await start()
  const provider = await begin(own)
  applications.write({})
  await forgotten(forInstitution(own))
  const { url } = await browser.open(provider.href)
  expect([url.pathname, url.searchParams.get('error')]).toEqual([
    '/institutions',
    'attempt_expired',
  ])
  expect((await open(own)).pathname).toBe(`/i/${own}`)
})

test('access of an application that has gone serves until it ends, and is then opened anew', async () => {
  await start()
  await open(own)
  applications.write({})
  await forgotten(forInstitution(own))
  expect(await call(own)).toBe(200)
  flow.advance(11 * 60_000)
  expect(await call(own)).toBe(403)
  await open(own)
  expect(await call(own)).toBe(200)
  expect(tokenClients('authorization_code').at(-1)).toMatchObject({ clientId: basic })
})

test('a refresh is made as the application that the token is for, whoever has it now', async () => {
  await start()
  await open(own)
  applications.write({ [shared]: applicationsOf[own] })
  await vi.waitFor(
    () => expect(flow.context.applications.forInstitution(own).clientId).toBe(basic),
    5_000,
  )
  flow.advance(11 * 60_000)
  expect(await call(own)).toBe(200)
  expect(tokenClients('refresh_token')).toMatchObject([{ clientId: forInstitution(own) }])
})

test('access of an application that has gone causes no refresh near its end', async () => {
  await start()
  await open(own)
  applications.write({})
  await forgotten(forInstitution(own))
  flow.advance(9.5 * 60_000)
  expect(await call(own)).toBe(200)
  expect(flow.simulator.tokenRequests.entries.at(-1)?.grantType).toBe('authorization_code')
})

test('a file that turns bad is refused, and the old applications stay', async () => {
  await start()
  applications.write({ [own]: { clientId: basic, clientSecret: secret } })
  // Longer than it takes to notice; the line in the log is tested with the watcher.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect((await open(own)).pathname).toBe(`/i/${own}`)
  expect(tokenClients('authorization_code')[1]).toMatchObject({ clientId: forInstitution(own) })
})

test('a logout token for the application of an institution is ours, and one for a stranger is not', async () => {
  await start()
  await open(own)
  const sub = subjectOf(few)
  const send = async (about: { clientId: string; sid?: string }) =>
    fetch(`${flow.appUrl}/api/oidc/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams({
        logout_token: await flow.simulator.createLogoutToken({ sub, ...about }),
      }),
    })
  const isSignedIn = async () => (await browser.call('/api/institutions')).status === 200
  expect((await send({ clientId: 'somebody-else' })).status).toBe(400)
  expect(await isSignedIn()).toBe(true)
  // A provider may name its session differently to each application; ours know that of the sign-in.
  expect((await send({ clientId: forInstitution(own), sid: 'of-this-one' })).status).toBe(200)
  expect(await isSignedIn()).toBe(true)
  expect((await send({ clientId: forInstitution(own) })).status).toBe(200)
  expect(await isSignedIn()).toBe(false)
})

test('a provider that ends its session ends ours, with several applications in it', async () => {
  await start()
  await open(own)
  await open(withKey)
  await flow.simulator.endProviderSessions(few)
  expect((await browser.call('/api/institutions')).status).toBe(401)
})
