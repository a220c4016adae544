import 'server-only'
import { cookies } from 'next/headers'
import { getAuthContext } from '@/lib/auth/auth-context'
import { findProviderSignOut } from '@/lib/auth/sign-out'
import { signOutCookieName } from './cookies'
import type { PageQuery } from './page-query'

const reasons = ['user', 'idle', 'max', 'other-tab', 'revoked'] as const

/**
 * What to say on the page after a sign-out. The provider's session is said to be over only when
 * the browser comes back from there with the state that this browser's sign-out sent along.
 *
 * @see OpenID Connect RP-Initiated Logout 1.0 §3
 */
export async function describeSignOut({ reason, state }: Pick<PageQuery, 'reason' | 'state'>) {
  const { config } = getAuthContext()
  const expected = (await cookies()).get(signOutCookieName(config))?.value
  const providerSessionMayRemain = state === null || state !== expected
  return {
    reason: reasons.find((known) => known === reason) ?? 'user',
    providerSessionMayRemain,
    providerSignOutHref: providerSessionMayRemain
      ? await findProviderSignOut(getAuthContext())
      : null,
  } as const
}
