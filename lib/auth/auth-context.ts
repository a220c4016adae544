import 'server-only'
import { fetch as undiciFetch } from 'undici'
import { getConfig } from '@/lib/config/config'
import type { Config } from '@/lib/config/parse-config'
import type { ClosableDatabase } from '@/lib/database/database'
import { createProductDatabase } from '@/lib/database/product-database'
import type { Reopening } from '@/lib/database/reopening'
import {
  type ExternalApplications,
  openExternalApplications,
} from '@/lib/external-applications/external-applications'
import type { InstitutionDirectory } from '@/lib/institutions/institution-directory'
import { openInstitutionDirectory } from '@/lib/institutions/open-institution-directory'
import { createRelyingParty, type RelyingParty } from '@/lib/oidc/relying-party'
import type { StoredAccess } from '@/lib/session/institution-access'
import { openSessionStore } from '@/lib/session/open-session-store'
import type { SessionStore } from '@/lib/session/session-store'
import type { TokenSet } from '@/lib/tokens/token-set'
import { afterSignIn } from './after-sign-in'

/** The Fetch API's function, as far as it is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A refresh that failed: how often in a row, and until when nobody tries again. */
export interface BackOff {
  readonly failures: number
  readonly until: number
}

/** A token of the application's own, and the request for the next one if it is under way. */
export interface ServiceToken {
  kept: TokenSet | null
  renewal: Promise<TokenSet> | null
  /** After a renewal that failed. */
  restUntil: number
}

/** What every use-case works with: the rooms below, introduced to each other. */
export interface AuthContext {
  readonly config: Config
  readonly applications: ExternalApplications
  readonly relyingParty: RelyingParty
  readonly sessionStore: SessionStore
  readonly institutionDirectory: InstitutionDirectory
  /** The product's own, opened by whoever needs it first. */
  readonly database: Reopening<ClosableDatabase>
  /** Refreshes under way in this process, by session and institution. */
  readonly refreshes: Map<string, Promise<StoredAccess>>
  /** What failed lately and is not tried again at once, by the same key. */
  readonly refreshBackOff: Map<string, BackOff>
  /** What upstreams asked to see in proofs of our keys, by their origin. */
  readonly dpopNonces: Map<string, string>
  /** The application's own tokens, by client and scope; never a person's. */
  readonly serviceTokens: Map<string, ServiceToken>
  readonly afterSignIn: typeof afterSignIn
  readonly fetch: Fetch
  readonly now: () => number
}

/** Makes a context of a configuration; a test gives its own time, network, store and hook. */
export function createAuthContext(
  config: Config,
  {
    now = Date.now,
    afterSignIn: hook = afterSignIn,
    fetch = undiciFetch as unknown as Fetch,
    sessionStore,
    database = createProductDatabase(config),
  }: {
    now?: () => number
    afterSignIn?: AuthContext['afterSignIn']
    fetch?: Fetch
    sessionStore?: SessionStore
    database?: AuthContext['database']
  } = {},
): AuthContext {
  const applications = openExternalApplications(config)
  return {
    config,
    applications,
    relyingParty: createRelyingParty(config, { applications, fetch, now }),
    sessionStore: sessionStore ?? openSessionStore(config.sessionStore),
    institutionDirectory: openInstitutionDirectory(config, { now, database }),
    database,
    refreshes: new Map(),
    refreshBackOff: new Map(),
    dpopNonces: new Map(),
    serviceTokens: new Map(),
    afterSignIn: hook,
    fetch,
    now,
  }
}

const holder = globalThis as { [key: symbol]: AuthContext | undefined }
const slot = Symbol.for('jhi.auth-context')

/**
 * The context of this process, on `globalThis` since Next.js loads modules several times.
 *
 * @throws ConfigError, AppError `store_unavailable`
 */
export function getAuthContext(): AuthContext {
  holder[slot] ??= createAuthContext(getConfig())
  return holder[slot]
}
