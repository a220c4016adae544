import 'server-only'
import type { NextRequest } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { findInstitution } from '@/lib/auth/institutions'
import { readSession } from '@/lib/auth/read-session'
import { parsePathInside } from '@/lib/security/path-inside'
import { readSessionSeal } from './cookies'
import { readRememberedIds } from './remembered-institutions'

/** A page of ours, or a judged path inside an institution. */
export type PlaceToGo =
  | { readonly page: string; readonly query: Record<string, string | null> }
  | { readonly institutionId: string; readonly inside: string }

/**
 * Where a link leads that names a page but no institution: to that page in the institution the
 * person used last, if it is still on their list, else to the list, which opens it in the one that is
 * chosen.
 *
 * @throws AppError `store_unavailable`
 */
export async function findPlaceToGo(request: NextRequest): Promise<PlaceToGo> {
  const context = getAuthContext()
  const { pathname, search } = request.nextUrl
  const inside = parsePathInside(pathname.replace(/^\/go\/?/, '') + search)
  const session = await readSession(context, {
    sessionSeal: readSessionSeal(request, context.config),
    activity: false,
    accessTo: [null],
  })
  if (session === null) {
    return { page: '/sign-in', query: { returnTo: inside === null ? null : pathname + search } }
  }
  const [institutionId] = readRememberedIds(request.cookies, context.config, session.user).recent
  if (inside === null || institutionId === undefined) {
    return { page: '/institutions', query: { next: inside } }
  }
  // While nobody can say, the list explains why.
  const last = await findInstitution(context, { session, institutionId }).catch(() => null)
  return last === null
    ? { page: '/institutions', query: { next: inside } }
    : { institutionId: last.institutionId, inside }
}
