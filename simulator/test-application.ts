import { createHash, randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { Simulator } from './start-simulator.ts'
import { createTestBrowser, type TestBrowser, type Visit } from './test-browser.ts'

/** Where the application of the tests would be. Nothing listens there. */
export const appUrl = 'http://localhost:3999'

/** An answer of the token endpoint. */
interface TokenAnswer {
  status: number
  headers: Headers
  body: Record<string, string>
}

/** The application's half of the flow, without any check: tests look at what arrived. */
export interface TestApplication {
  readonly browser: TestBrowser
  readonly verifier: string
  readonly nonce: string
  authorizationUrl(parameters?: Record<string, string | undefined>): string
  /** Opens the authorization URL, signs in if a page asks for it, and answers where it ended. */
  authorize(email: string, parameters?: Record<string, string | undefined>): Promise<Visit>
  token(parameters: Record<string, string>, headers?: Record<string, string>): Promise<TokenAnswer>
  exchange(visit: Visit): Promise<TokenAnswer>
  refresh(refreshToken: string): Promise<TokenAnswer>
  /** The whole flow: authorize, then exchange. */
  signIn(email: string, parameters?: Record<string, string | undefined>): Promise<TokenAnswer>
}

/** The header of client_secret_basic (RFC 6749 §2.3.1). */
export function basicAuthorization(clientId: string, secret: string): { authorization: string } {
  const credentials = `${formEncoded(clientId)}:${formEncoded(secret)}`
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

function formEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length)
}

/** An application that authenticates with client_secret_basic, in a browser of its own. */
export function createTestApplication(
  { issuer, origin, clients }: Simulator,
  { clientId = clients.basic, browser = createTestBrowser(origin), url = appUrl } = {},
): TestApplication {
  const verifier = randomBytes(32).toString('base64url')
  const nonce = randomBytes(16).toString('base64url')
  const redirectUri = `${url}/api/oidc/callback`

  const application: TestApplication = {
    browser,
    verifier,
    nonce,
    authorizationUrl(parameters = {}) {
      const address = new URL(`${issuer}/auth`)
      const all = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid profile offline_access',
        state: 'the-state',
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...parameters,
      }
      for (const [name, value] of Object.entries(all)) {
        if (value !== undefined) address.searchParams.set(name, value)
      }
      return address.href
    },
    async authorize(email, parameters) {
      const visit = await browser.open(application.authorizationUrl(parameters))
      return visit.markup.includes('<h1>Sign in</h1>')
        ? browser.submit(visit, { email, password: 'anything' })
        : visit
    },
    async token(parameters, headers = basicAuthorization(clientId, clients.secret)) {
      const body = new URLSearchParams(parameters)
      const response = await fetch(`${issuer}/token`, { method: 'POST', body, headers })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    exchange: (visit) =>
      application.token({
        grant_type: 'authorization_code',
        code: visit.url.searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    refresh: (refreshToken) =>
      application.token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    signIn: async (email, parameters) =>
      application.exchange(await application.authorize(email, parameters)),
  }
  return application
}

/** The claims of a token, unverified. */
export function claimsIn(token: string | undefined): Record<string, unknown> {
  return decodeJwt(token ?? '')
}
