import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from '@/simulator/institutions'
import { type Simulator, startSimulator } from '@/simulator/start-simulator'
import { createTestClientKey, type TestClientKey } from '@/simulator/test-client-key'
import { createTestShell } from './test-shell'
import { runToken } from './token'

const folder = mkdtempSync(join(tmpdir(), 'token-'))
let simulator: Simulator
let key: TestClientKey

// The log reads the environment of the process.
Object.assign(process.env, { LOG_LEVEL: 'silent', SESSION_SECRETS: 'x'.repeat(40) })

beforeAll(async () => {
  key = await createTestClientKey()
  const clientJwks = { keys: [key.publicJwk] }
  const appUrl = 'http://localhost:3999'
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', clientJwks })
})
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => simulator.faults.clear())

function file(content: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 })
  return path
}

const base = (changes: Record<string, string> = {}) => ({
  NODE_ENV: 'test',
  JHI_ISSUER: simulator.issuer,
  JHI_CLIENT_ID: 'starter',
  JHI_CLIENT_SECRET: simulator.clients.secret,
  JHI_CLIENT_KEYS: file({ keys: [key.jwk] }),
  JHI_SERVICE_CLIENT_ID: simulator.clients.service,
  JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
  ...changes,
})

async function token(parameters: string[], environment = base()) {
  const shell = createTestShell(environment)
  const status = await runToken(parameters, shell)
  return { status, printed: shell.printed() }
}

test('shows claims and lifetime, and no token', async () => {
  const { printed, status } = await token([])
  expect(status).toBe(0)
  expect(printed).toMatch(/^Application +starter-service, private_key_jwt, one$/m)
  expect(printed).toMatch(/^Access token +JWT, alg RS256, kid .*; 600 s$/m)
  expect(printed).toMatch(new RegExp(`^ {2}institutionId: "${institutionZero}"$`, 'm'))
  expect(printed).not.toMatch(/eyJ/)
})

test('shows the token to whoever asks for it, as JSON as well', async () => {
  const { printed } = await token(['--json', '--show-tokens'])
  const report = JSON.parse(printed)
  expect(report).toMatchObject({
    application: { clientId: 'starter-service', kid: 'one' },
    lifetimeSeconds: 600,
    scopes: { asked: ['openid'] },
    claims: { institutionId: institutionZero },
  })
  expect(report.tokens.accessToken).toMatch(/^eyJ/)
  expect(JSON.parse((await token(['--json'])).printed)).not.toHaveProperty('tokens')
})

test('is for an institution, by the application of that institution, with other scopes', async () => {
  const id = institutionIdAt(0)
  const own = { clientId: `starter-${id}`, clientSecret: simulator.clients.secret }
  const environment = base({
    JHI_APPLICATIONS: file({ [id]: { ...own, serviceClientId: `starter-service-${id}` } }),
  })
  const scope = 'https://jackhenry.com/account-services/accounts.read'
  const { printed } = await token(['--json', '--institution', id, '--scope', scope], environment)
  expect(JSON.parse(printed)).toMatchObject({
    application: { clientId: `starter-service-${id}` },
    claims: { institutionId: id },
    scopes: { asked: [scope], granted: [scope] },
    notices: [],
  })
})

test('says that the application for all was used for an institution without one', async () => {
  const id = institutionIdAt(0)
  const own = { clientId: `starter-${id}`, clientSecret: simulator.clients.secret }
  const environment = base({ JHI_APPLICATIONS: file({ [id]: own }) })
  await expect(token(['--institution', id], environment)).rejects.toThrow(
    `The application for all institutions, starter-service, was used. Set "serviceClientId" of ${id} in JHI_APPLICATIONS to a service account.`,
  )
  const other = { ...own, serviceClientId: `starter-service-${institutionIdAt(1)}` }
  const foreign = base({ JHI_APPLICATIONS: file({ [id]: other }) })
  await expect(token(['--institution', id], foreign)).rejects.toThrow(
    /Check that starter-service-\S+ is a service account of \S+, and JHI_INSTITUTION_CLAIM \(/,
  )
  const { printed } = await token(['--institution', institutionZero])
  expect(printed).toContain('Notice: The application for all institutions, starter-service, was')
})

test('says what to set when there is no application for it', async () => {
  const { JHI_SERVICE_CLIENT_ID: _, ...environment } = base()
  await expect(token([], environment as ReturnType<typeof base>)).rejects.toThrow(
    /^No application for service tokens: set JHI_SERVICE_CLIENT_ID.*JHI_CLIENT_KEYS/,
  )
})

test('shows which scopes were not granted, and explains a refusal for one', async () => {
  const parameters = ['--json', '--scope', 'openid unheard-of']
  expect(JSON.parse((await token(parameters)).printed).scopes).toEqual({
    asked: ['openid', 'unheard-of'],
    granted: ['openid'],
  })
  const { printed } = await token(parameters.slice(1))
  expect(printed).toMatch(/^Scopes granted +openid$/m)
  expect(printed).toMatch(/^Notice: Not granted: unheard-of\.$/m)
  simulator.faults.set({ tokenError: { value: { status: 400, error: 'invalid_scope' } } })
  await expect(token(parameters)).rejects.toThrow(
    /invalid_scope \(400\)\. Enable each scope.*--scope/,
  )
})

test.each([
  [{ JHI_SERVICE_CLIENT_ID: 'starter-key' }, [], /unauthorized_client.*“service account”/],
  [
    { JHI_SERVICE_CLIENT_ID: 'nobody' },
    [],
    /^No token: .*refused the application nobody: invalid_cl/,
  ],
  [{}, ['--institution', institutionIdAt(3)], /not for the institution that was asked for/],
])('a refusal is explained: %j %j', async (changes, parameters, words) => {
  await expect(token(parameters, base(changes))).rejects.toThrow(words)
})
