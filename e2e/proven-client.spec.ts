import type { BrowserContext, Page } from '@playwright/test'
import { waitUntilReady } from '../scripts/wait-until-ready.ts'
import type { ClientRequest } from '../simulator/client-requests.ts'
import { simulatorClients } from '../simulator/simulator-clients.ts'
import type { TokenRequest } from '../simulator/token-requests.ts'
import { createKeyInFile } from '../testing/client-keys.ts'
import { createTemporaryFile, type TemporaryFile } from '../testing/temporary-file.ts'
import { clientSecret, instances } from './addresses.ts'
import type { Evidence } from './fixtures/evidence.ts'
import { expect, test } from './fixtures/test.ts'
import { type LaunchedInstance, launchInstance, startLimitMs } from './launch-instance.ts'
import { few, homeOf, monett, norfolk } from './practice-people.ts'
import { readAccounts, signIn, signOut } from './sign-in.ts'
import { setFaults } from './simulator-faults.ts'

const { proven } = instances
const shared = simulatorClients.privateKey
const own = simulatorClients.forInstitution(norfolk.institutionId)
const briefly = 3
const keys = [
  createKeyInFile('retired', { status: 'retired' }),
  createKeyInFile('signing', { alg: 'PS256' }),
  createKeyInFile('next', { alg: 'PS256', status: 'next' }),
]

test.describe.configure({ mode: 'serial', timeout: 60_000 })
test.use({ baseURL: proven.origin })

let application: LaunchedInstance
const files: TemporaryFile[] = []
test.beforeAll(async () => {
  test.setTimeout(startLimitMs)
  const entry = { clientId: own, clientAuth: 'client_secret_basic', clientSecret }
  const keyFile = createTemporaryFile({ keys })
  const applications = createTemporaryFile({ [norfolk.institutionId]: entry })
  files.push(keyFile, applications)
  const environment = {
    ...proven.environment,
    JHI_CLIENT_KEYS: keyFile.path,
    JHI_APPLICATIONS: applications.path,
  }
  application = launchInstance({ ...proven, environment })
  await waitUntilReady(`${proven.origin}/api/health/ready`)
})
test.afterAll(async () => {
  await application?.end()
  for (const file of files) file.remove()
})

test('few@ works at two institutions as two applications, which prove who they are', async ({
  page,
  context,
  evidence,
}) => {
  const addresses = noteProviderAddresses(page)
  await signIn(page, few)

  await test.step('opens both and works there', async () => {
    await page.getByRole('link', { name: monett.name }).click()
    const accounts = await readAccounts(page)
    // Not once: a request that is repeated with a nonce counts twice.
    await haveAccessLast(briefly)
    await page.goto(homeOf(norfolk))
    const end = Date.now() + briefly * 1_000
    await haveAccessLast(600)
    const others = await readAccounts(page)
    expect(others).not.toEqual(accounts)

    const opened = addresses.length
    await expect.poll(() => Date.now()).toBeGreaterThan(end)
    await page.getByRole('button', { name: 'Run again' }).click()
    await expect.poll(() => countRefreshes(context, norfolk)).toBe(1)
    expect(await readAccounts(page)).toEqual(others)
    await page.goto(homeOf(monett))
    expect(await readAccounts(page)).toEqual(accounts)
    expect(addresses).toHaveLength(opened)
  })

  await test.step('the address bar carried a reference to each request and none of it', () => {
    const requests = addresses.filter(({ pathname }) => pathname.endsWith('/auth'))
    expect(requests.map(({ searchParams }) => searchParams.get('client_id'))).toEqual([
      shared,
      shared,
      own,
    ])
    for (const { searchParams } of requests) {
      expect([...searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    }
    for (const { pathname, search } of addresses) {
      if (!pathname.endsWith('/auth')) expect(search, pathname).toBe('')
    }
  })

  await signOut(page)
  await test.step('each request was proven, and tokens are bound to a key of their own', async () => {
    const { pushed, granted, revoked } = await readRequests()
    const byKey = { clientId: shared, proof: 'private_key_jwt PS256 signing' }
    const bySecret = { clientId: own, proof: 'client_secret_basic' }
    expect(pushed).toEqual([byKey, byKey, bySecret])
    expect(granted.map(({ thumbprint: _, ...request }) => request)).toEqual([
      { ...byKey, grantType: 'authorization_code', nonce: true },
      { ...byKey, grantType: 'authorization_code', nonce: true },
      { ...bySecret, grantType: 'authorization_code', nonce: true },
      { ...bySecret, grantType: 'refresh_token', nonce: true },
    ])
    const [zero, first, second, refreshed] = granted.map(({ thumbprint }) => thumbprint)
    expect(new Set([zero, first, second]).size).toBe(3)
    expect(refreshed).toBe(second)
    expect(revoked).toHaveLength(3)
    expect(revoked).toEqual(expect.arrayContaining([byKey, bySecret]))
  })
  await expectNoPrivateValue(evidence)
})

test('the public halves of the keys are there for everyone, and nothing else', async ({ page }) => {
  const response = await page.goto('/.well-known/jwks.json')
  expect(response?.status()).toBe(200)
  const published: { keys: object[] } = await response?.json()
  const [retired, ...others] = keys
  expect(published.keys).toEqual([
    {
      kty: 'EC',
      kid: 'retired',
      alg: 'ES256',
      use: 'sig',
      crv: 'P-256',
      x: retired?.x,
      y: retired?.y,
    },
    ...others.map(({ kid, n }) => ({ kty: 'RSA', kid, alg: 'PS256', use: 'sig', n, e: 'AQAB' })),
  ])
})

/** Where the address bar went at the provider. */
function noteProviderAddresses(page: Page): URL[] {
  const addresses: URL[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (request.isNavigationRequest() && url.origin === proven.simulatorOrigin) addresses.push(url)
  })
  return addresses
}

function haveAccessLast(seconds: number): Promise<void> {
  return setFaults({ accessTokenSeconds: { value: seconds } }, proven.simulatorOrigin)
}

/** How often the server has refreshed the access to an institution. */
async function countRefreshes(
  context: BrowserContext,
  { institutionId }: { institutionId: string },
): Promise<number | undefined> {
  const response = await context.request.get('/api/auth/session')
  const { institutions }: { institutions: { institutionId: string; refreshes: number }[] } =
    await response.json()
  return institutions.find((each) => each.institutionId === institutionId)?.refreshes
}

/** What the provider accepted, and who sent it. */
async function readRequests() {
  const read = async <Entry>(path: string): Promise<Entry[]> => {
    const report = await fetch(`${proven.simulatorOrigin}/simulator/${path}`)
    return ((await report.json()) as { entries: Entry[] }).entries
  }
  const tokenRequests = await read<TokenRequest>('token-requests')
  const clientRequests = await read<ClientRequest>('client-requests')
  const sender = ({ clientId, clientAuth, assertion }: ClientRequest | TokenRequest) => {
    const signed = assertion === undefined ? [] : [assertion.header.alg, assertion.header.kid]
    return { clientId, proof: [clientAuth, ...signed].join(' ') }
  }
  const accepted = (path: string, status: number) =>
    clientRequests.filter((each) => each.path === path && each.status === status).map(sender)
  return {
    pushed: accepted('/request', 201),
    granted: tokenRequests
      .filter(({ status }) => status === 200)
      .map((each) => ({ ...sender(each), grantType: each.grantType, ...each.dpop })),
    revoked: accepted('/token/revocation', 200),
  }
}

/** Beside the search for what looks like a secret, one for the very values. */
async function expectNoPrivateValue(evidence: Evidence): Promise<void> {
  await evidence.settle()
  const values = keys.flatMap(({ d, p, q, dp, dq, qi }) => [d, p, q, dp, dq, qi])
  const found = evidence.exhibits.filter(({ text }) =>
    values.some((value) => typeof value === 'string' && text.includes(value)),
  )
  expect(found.map(({ where }) => where)).toEqual([])
}
