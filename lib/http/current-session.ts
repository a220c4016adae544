import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { getAuthContext } from '@/lib/auth/auth-context'
import { searchInstitutions } from '@/lib/auth/institutions'
import { readSession } from '@/lib/auth/read-session'
import { isPrefetch } from '@/lib/security/request-origin'
import { sessionCookieName } from './cookies'
import { describeSession } from './describe-session'
import { redirectSeeOther } from './redirect-see-other'
import { withQuery } from './see-other'

/**
 * The session of the page being rendered, or null; read once for each request. A page load is
 * activity, so it slides the idle limit, save when the browser fetches ahead by itself.
 *
 * @throws AppError `store_unavailable`
 */
export const findCurrentSession = cache(async () => {
  // First of all, so that a build never gets as far as the configuration and the store.
  const jar = await cookies()
  const context = getAuthContext()
  const sessionSeal = jar.get(sessionCookieName(context.config))?.value
  const session = await readSession(context, {
    sessionSeal,
    activity: !isPrefetch(await headers()),
    accessTo: 'all',
  })
  return session && { session, view: describeSession(session) }
})

/** The session of the page being rendered; without one the person signs in and comes back here. */
export async function requireCurrentSession(returnPath: string) {
  const current = await findCurrentSession()
  return current ?? redirectSeeOther(withQuery('/sign-in', { returnTo: returnPath }))
}

/**
 * How many institutions the person has, or undefined when the directory does not say at once: a
 * frame and a figure must not keep a page waiting.
 */
export const countInstitutions = cache(async (): Promise<number | undefined> => {
  const current = await findCurrentSession().catch(() => null)
  if (current === null) return undefined
  const search = { session: current.session, query: '', cursor: null, limit: 1 }
  const counted = searchInstitutions(getAuthContext(), search).then(
    ({ total }) => total,
    () => undefined,
  )
  return Promise.race([counted, pause(300, undefined)])
})

/** Institution zero's access has ended for good: without it there is no list to look into. */
export function redirectToSignInAgain(returnPath: string): never {
  return redirectSeeOther(withQuery('/sign-in', { error: 'session_expired', returnTo: returnPath }))
}
