import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from '@/simulator/institutions'
import { closeServer, listen } from '@/simulator/listening'
import { startSimulator } from '@/simulator/start-simulator'
import { createTestBrowser } from '@/simulator/test-browser'
import { practiceLogin } from '@/testing/login'

const practice = practiceLogin()
const { base, file, login, start, walk } = practice
const few = 'few@example.test'
const first = institutionIdAt(0)
const report = (printed: string) => JSON.parse(printed)

describe('a sign-in', () => {
  test('shows who, the claims, the scopes, the institution and the list of institutions', async () => {
    const { address, page, printed, status } = await login()
    expect(status).toBe(0)
    expect(address.searchParams.get('code_challenge_method')).toBe('S256')
    for (const words of [
      /^Signed in +Priya Raghunathan, few@example\.test$/m,
      /^Application +starter, client_secret_basic$/m,
      new RegExp(`^Institution +${institutionZero}, asked for none`, 'm'),
      /^Scopes asked +openid profile offline_access /m,
      /^Access token +JWT, alg RS256, kid .*; 600 s; bearer$/m,
      /^Refresh token +yes, revoked again$/m,
      /^Institutions: 5\n( {2}\S+ {2}\S.*\n){5}\nClaims/m,
      new RegExp(`^ {2}${first} {2}\\S`, 'm'),
      /^ {2}exp: \d+ \(in (59 minutes|1 hour|\d+ hours|9 minutes|10 minutes)\)$/m,
      /^ {2}iat: \d+ \((in 0 seconds|\d+ seconds? ago)\)$/m,
      /^ {2}preferred_username: "few@example\.test"$/m,
      /^ {2}institutionId: "/m,
    ]) {
      expect(printed).toMatch(words)
    }
    expect(page.status).toBe(200)
    expect(page.markup).toContain('You can close this window.')
    expect(page.markup).not.toContain(page.url.searchParams.get('code') ?? '?')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('names the institution and the person that were given', async () => {
    const { address, printed } = await login([
      '--json',
      '--institution',
      first,
      '--login-hint',
      few,
    ])
    expect(address.searchParams.get('institutionId')).toBe(first)
    expect(address.searchParams.get('login_hint')).toBe(few)
    expect(report(printed)).toMatchObject({
      application: { clientId: 'starter', authentication: 'client_secret_basic', kid: null },
      institution: { asked: first, named: first },
      institutions: null,
      refreshToken: true,
      notices: [],
    })
  })

  test('uses the institution’s own application and key', async () => {
    const JHI_APPLICATIONS = file({ [first]: { clientId: `starter-key-${first}` } })
    const environment = base({
      JHI_CLIENT_AUTH: 'private_key_jwt',
      JHI_CLIENT_ID: 'starter-key',
      JHI_CLIENT_KEYS: file({ keys: [practice.key.jwk] }),
      JHI_APPLICATIONS,
      JHI_DPOP: 'on',
    })
    const { printed } = await login(['--json', '--institution', first], { environment })
    const { accessToken, application } = report(printed)
    expect(application).toEqual({
      clientId: `starter-key-${first}`,
      authentication: 'private_key_jwt',
      kid: 'one',
    })
    expect(accessToken.boundToKey).toBe(accessToken.claims.cnf.jkt)
  })

  test('lists institutions also with a bound token that needs a nonce', async () => {
    const strict = await startSimulator({
      port: 0,
      appUrl: 'http://localhost:3999',
      dataFile: ':memory:',
      redirectUris: [practice.redirectUri],
      dpopNonce: true,
    })
    const environment = base({
      JHI_ISSUER: strict.issuer,
      JHI_INSTITUTIONS_URL: strict.institutionsUrl,
      JHI_DPOP: 'on',
    })
    const { address, ended } = await start(['--json'], { environment })
    await walk(address, { origin: strict.origin })
    expect(report((await ended).printed).institutions).toMatchObject({ total: 5, missing: [] })
    await strict.close()
  })

  test('lists five institutions and says how many more there are', async () => {
    const { address, ended } = await start()
    const origins = [practice.simulator.origin, new URL(practice.redirectUri).origin]
    const browser = createTestBrowser(...origins)
    const many = { email: 'many@example.test', password: 'anything' }
    await browser.submit(await browser.open(address), many)
    expect((await ended).printed).toMatch(
      /^Institutions: 1204\n( {2}\S+ {2}.+\n){5} {2}… 1199 more$/m,
    )
  })

  test('says below the address what an error page in the browser means', async () => {
    const { noted } = await login()
    expect(noted).toContain(
      `\n\nIf the browser shows an error page instead, ${practice.redirectUri} is not registered.\n`,
    )
  })

  test('shows no token, and revokes the refresh token, unless tokens are to be shown', async () => {
    const before = practice.simulator.clientRequests.entries.length
    for (const parameters of [[], ['--json']]) {
      const { printed, noted } = await login(parameters)
      expect(printed + noted).not.toMatch(/eyJ[\w-]+\./)
    }
    const revocations = () =>
      practice.simulator.clientRequests.entries
        .slice(before)
        .filter(({ path }) => path === '/token/revocation').length
    expect(revocations()).toBe(2)
    const { printed } = await login(['--json', '--show-tokens'])
    const { tokens } = report(printed)
    expect([tokens.idToken, tokens.accessToken]).toEqual([
      expect.stringMatching(/^eyJ/),
      expect.stringMatching(/^eyJ/),
    ])
    expect(tokens.refreshToken).toMatch(/\S{20,}/)
    expect(revocations()).toBe(2)
  })

  test('notices institutions of the file that are not in the list, and a list that fails', async () => {
    const foreign = institutionIdAt(500)
    const own = { clientId: 'x', clientSecret: 'y' }
    const environment = base({
      JHI_APPLICATIONS: file({ [foreign]: own, [first]: { ...own, clientId: 'z' } }),
    })
    const { printed } = await login([], { environment })
    expect(printed).toMatch(new RegExp(`Notice: .*not in this person’s list: ${foreign}\\.`))
    practice.simulator.faults.set({ institutionsStatus: { value: 404 } })
    const failing = await login()
    expect(failing.status).toBe(0)
    expect(failing.printed).toMatch(/Notice: .*the list answers 404\. Check JHI_INSTITUTIONS_URL/)
  })

  test('notices a lifetime that looks like milliseconds', async () => {
    const token = /\/token$/
    const proxy = createServer(async (request, response) => {
      const target = `${practice.simulator.origin}${request.url}`
      const body = request.method === 'POST' ? Buffer.concat(await request.toArray()) : undefined
      const headers = new Headers(request.headers as Record<string, string>)
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name)
      const answer = await fetch(target, {
        method: request.method ?? 'GET',
        headers,
        body: body ?? null,
      })
      const json = (await answer.json()) as Record<string, unknown>
      if (token.test(request.url ?? '')) json.expires_in = 600_000
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(json))
    })
    const origin = `http://localhost:${await listen(proxy, 0)}`
    const path = new URL(practice.simulator.issuer).pathname
    practice.simulator.faults.set({
      metadata: { value: { token_endpoint: `${origin}${path}/token` } },
    })
    const { printed } = await login()
    expect(printed).toContain('expires_in is 600000, which looks like milliseconds')
    await closeServer(proxy)
  })
})
