import { type AuthContext, createAuthContext } from '@/lib/auth/auth-context'
import { getConfig } from '@/lib/config/config'
import { findPersonByEmail } from '@/simulator/people'
import { type Simulator, type SimulatorOptions, startSimulator } from '@/simulator/start-simulator'
import { createTestBrowser, type TestBrowser, type Visit } from '@/simulator/test-browser'
import { createLazyPostgres } from './lazy-postgres'
import { serveRoutes } from './serve-routes'

/** The application's routes and a simulator, on loopback, with one clock that tests move. */
export interface Flow {
  readonly appUrl: string
  readonly simulator: Simulator
  readonly context: AuthContext
  /** Moves the clock of both. */
  advance(milliseconds: number): void
  newBrowser(): FlowBrowser
  close(): Promise<void>
}

/** One person's browser. */
export interface FlowBrowser extends TestBrowser {
  /** Starts an authorization, signs in where a page asks for it, and answers where it ended. */
  authorize(email: string, institutionId?: string): Promise<Visit>
  /** Calls an API of the application with this browser's cookies. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Posts a form of the application; redirects are not followed. */
  post(path: string, fields?: Record<string, string>, headers?: object): Promise<Response>
  cookie(name: string | RegExp): string | undefined
}

/**
 * Starts both. The environment names the simulator as the provider, then the context of the
 * process is made with the test's clock; a test file runs in a process of its own.
 */
export async function startFlow(
  environment: Record<string, string> = {},
  parts: Omit<NonNullable<Parameters<typeof createAuthContext>[1]>, 'now'> = {},
  provider: Partial<SimulatorOptions> = {},
): Promise<Flow> {
  let offset = 0
  const now = () => Date.now() + offset
  const routes = await serveRoutes()
  const simulator = await startSimulator({
    port: 0,
    appUrl: routes.origin,
    dataFile: ':memory:',
    now,
    ...provider,
  })
  // Of an earlier flow in the same file.
  for (const name of Object.keys(process.env)) {
    if (/^(JHI_|INSTITUTION|DATABASE_URL)/.test(name)) delete process.env[name]
  }
  Object.assign(process.env, {
    APP_URL: routes.origin,
    PORT: new URL(routes.origin).port,
    JHI_ISSUER: simulator.issuer,
    JHI_CLIENT_ID: simulator.clients.basic,
    JHI_CLIENT_SECRET: simulator.clients.secret,
    JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
    ACCOUNT_SERVICES_URL: `${routes.origin}/api/account-services/v1`,
    SESSION_SECRETS: 'secret-of-the-flow-tests-and-no-one-else',
    SESSION_STORE: 'sqlite::memory:',
    SAMPLE_DATA: 'on',
    LOG_LEVEL: 'silent',
    ...environment,
  })
  const slots = globalThis as { [key: symbol]: unknown }
  slots[Symbol.for('jhi.config')] = undefined
  const context = createAuthContext(getConfig(), {
    now,
    ...(environment.DATABASE_URL === undefined && { database: createLazyPostgres() }),
    ...parts,
  })
  slots[Symbol.for('jhi.auth-context')] = context

  return {
    appUrl: routes.origin,
    simulator,
    context,
    advance: (milliseconds) => {
      offset += milliseconds
    },
    newBrowser: () => createFlowBrowser(routes.origin, simulator),
    close: async () => {
      await routes.close()
      await simulator.close()
      await context.sessionStore.close()
      await context.institutionDirectory.close()
      await context.database.close()
      context.applications.close()
    },
  }
}

function createFlowBrowser(appUrl: string, simulator: Simulator): FlowBrowser {
  const browser = createTestBrowser(appUrl, simulator.origin)
  const cookieHeader = () =>
    [...browser.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ')
  return {
    ...browser,
    async authorize(email, institutionId) {
      const search = institutionId === undefined ? '' : `?institutionId=${institutionId}`
      const visit = await browser.open(`${appUrl}/api/oidc/authorize${search}`)
      return visit.markup.includes('<h1>Sign in</h1>')
        ? browser.submit(visit, { email, password: 'anything' })
        : visit
    },
    call: (path, init = {}) =>
      fetch(`${appUrl}${path}`, {
        redirect: 'manual',
        ...init,
        headers: { 'x-csrf': '1', ...init.headers, cookie: cookieHeader() },
      }),
    post: (path, fields = {}, headers = { origin: appUrl }) =>
      fetch(`${appUrl}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(fields),
        headers: { ...headers, cookie: cookieHeader() },
      }),
    cookie: (name) =>
      [...browser.cookies.values()].find((cookie) =>
        typeof name === 'string' ? cookie.name === name : name.test(cookie.name),
      )?.value,
  }
}

/** The user id of a person of the simulator. */
export function subjectOf(email: string): string {
  const person = findPersonByEmail(email)
  if (person === null || person === undefined) throw new Error(`${email} is no person`)
  return person.sub
}
