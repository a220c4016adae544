import { requirePerson } from '../simulator/people.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { createTestBrowser, type TestBrowser, type Visit } from '../simulator/test-browser.ts'
import { type CheckingUpstream, startCheckingUpstream } from './checking-upstream.ts'
import { createInstance, type Instance } from './instance.ts'
import { type RoundRobin, startRoundRobin } from './round-robin.ts'

/** Instances of the application behind one address, with a provider and an upstream. */
export interface Deployment {
  /** Of the round-robin, where people are. */
  readonly appUrl: string
  readonly simulator: Simulator
  readonly upstream: CheckingUpstream
  readonly roundRobin: RoundRobin
  readonly instances: readonly [Instance, Instance]
  /** What every instance was given. */
  readonly environment: Readonly<Record<string, string>>
  /** Of a person who reaches every instance in turn, or the given one alone. */
  newBrowser(at?: Instance): PersonBrowser
  close(): Promise<void>
}

/** One person's browser, at the address of the round-robin or of one instance. */
export interface PersonBrowser extends TestBrowser {
  /** Signs in, or opens an institution when one is given, and answers where that ended. */
  authorize(email: string, institutionId?: string): Promise<Visit>
  /** The header with all its cookies. */
  cookieHeader(): string
}

/** Starts two instances, or makes them without starting. They differ in nothing but their ports. */
export async function startDeployment(
  environment: Record<string, string>,
  { started = true } = {},
): Promise<Deployment> {
  const roundRobin = await startRoundRobin()
  const appUrl = roundRobin.origin
  const simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
  const upstream = await startCheckingUpstream()
  const shared = {
    APP_URL: appUrl,
    JHI_ISSUER: simulator.issuer,
    JHI_CLIENT_ID: simulator.clients.basic,
    JHI_CLIENT_SECRET: simulator.clients.secret,
    JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
    ACCOUNT_SERVICES_URL: upstream.origin,
    SESSION_SECRETS: 'secret-of-the-instances-tests-and-no-one-else',
    ...environment,
  }
  const instances = [await createInstance(shared), await createInstance(shared)] as const
  const close = async () => {
    await Promise.all(instances.map((instance) => instance.close()))
    await Promise.all([roundRobin.close(), upstream.close(), simulator.close()])
  }
  roundRobin.use(...instances.map(({ origin }) => origin))
  try {
    if (started) await Promise.all(instances.map((instance) => instance.start()))
  } catch (error) {
    await close()
    throw error
  }
  return {
    appUrl,
    simulator,
    upstream,
    roundRobin,
    instances: [...instances],
    environment: shared,
    newBrowser: (at) => createPersonBrowser(appUrl, simulator.origin, at?.origin),
    close,
  }
}

function createPersonBrowser(
  appUrl: string,
  providerOrigin: string,
  origin = appUrl,
): PersonBrowser {
  const browser = createTestBrowser(origin, providerOrigin)
  // The provider knows one address of all instances. The ports of a host share cookies.
  const stay = async (visit: Visit): Promise<Visit> =>
    origin !== appUrl && visit.url.origin === appUrl
      ? stay(await browser.open(origin + visit.url.pathname + visit.url.search))
      : visit
  return {
    ...browser,
    async authorize(email, institutionId) {
      const search = institutionId === undefined ? '' : `?institutionId=${institutionId}`
      const visit = await stay(await browser.open(`${origin}/api/oidc/authorize${search}`))
      return visit.markup.includes('<h1>Sign in</h1>')
        ? stay(await browser.submit(visit, { email, password: 'anything' }))
        : visit
    },
    cookieHeader: () =>
      [...browser.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; '),
  }
}

/** The path of a call of this person through the BFF at this institution. */
export function accountsPath(institutionId: string, email: string): string {
  const { sub } = requirePerson(email)
  return `/api/bff/${institutionId}/account-services/enterprise/${sub}/accounts`
}
