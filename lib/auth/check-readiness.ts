import 'server-only'
import type { AuthContext } from './auth-context'

/** What this process needs before it can serve people, each ready or not. */
export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<'sessionStore' | 'providerMetadata', 'ok' | 'failed'>>
}

/** Asks the session store, and the provider when its metadata is not known yet. */
export async function checkReadiness({
  sessionStore,
  relyingParty,
}: AuthContext): Promise<Readiness> {
  const [store, metadata] = await Promise.allSettled([
    sessionStore.ping(),
    relyingParty.provider.get(),
  ])
  const checks = {
    sessionStore: store.status === 'fulfilled' ? 'ok' : 'failed',
    providerMetadata: metadata.status === 'fulfilled' ? 'ok' : 'failed',
  } as const
  return { ready: Object.values(checks).every((check) => check === 'ok'), checks }
}
