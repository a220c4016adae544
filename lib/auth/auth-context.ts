import 'server-only'
import { getConfig } from '@/lib/config/config'
import type { Config } from '@/lib/config/parse-config'
import { createBannoGroupsDirectory } from '@/lib/institutions/banno-groups-directory'
import type { InstitutionDirectory } from '@/lib/institutions/institution-directory'
import { createRelyingParty, type RelyingParty } from '@/lib/oidc/relying-party'
import type { InstitutionAccess } from '@/lib/session/institution-access'
import type { SessionStore } from '@/lib/session/session-store'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
import { afterSignIn } from './after-sign-in'

/** What every use-case works with: the rooms below, introduced to each other. */
export interface AuthContext {
  readonly config: Config
  readonly relyingParty: RelyingParty
  readonly sessionStore: SessionStore
  readonly institutionDirectory: InstitutionDirectory
  /** Refreshes under way in this process, by session and institution. */
  readonly refreshes: Map<string, Promise<InstitutionAccess>>
  /** Until when a refresh that failed for now is not tried again, by the same key. */
  readonly refreshBackOff: Map<string, number>
  readonly afterSignIn: typeof afterSignIn
  readonly now: () => number
}

/** Makes a context of a configuration; a test gives its own time, network and hook. */
export function createAuthContext(
  config: Config,
  {
    now = Date.now,
    afterSignIn: hook = afterSignIn,
    fetch,
  }: {
    now?: () => number
    afterSignIn?: AuthContext['afterSignIn']
    fetch?: (url: string, init: RequestInit) => Promise<Response>
  } = {},
): AuthContext {
  const network = fetch === undefined ? {} : { fetch }
  return {
    config,
    relyingParty: createRelyingParty(config, { now, ...network }),
    sessionStore: openSqliteSessionStore(config.sessionStorePath),
    institutionDirectory: createBannoGroupsDirectory({
      url: config.institutionsUrl,
      now,
      ...network,
    }),
    refreshes: new Map(),
    refreshBackOff: new Map(),
    afterSignIn: hook,
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
