import 'server-only'
import { cookies } from 'next/headers'
import { type AuthContext, getAuthContext } from '@/lib/auth/auth-context'
import { findInstitution } from '@/lib/auth/institutions'
import type { Session } from '@/lib/auth/read-session'
import type { Institution } from '@/lib/institutions/institution'
import type { RememberedIds } from './remembered-cookie'
import { readRememberedIds } from './remembered-institutions'
import type { RememberedView } from './remembered-view'

/** What the person whose page is being rendered has at hand. */
export async function findRememberedInstitutions(session: Session): Promise<RememberedView> {
  const context = getAuthContext()
  const ids = readRememberedIds(await cookies(), context.config, session.user)
  return lookUpRemembered(context, session, ids)
}

/**
 * The institutions behind remembered ids, as the directory has them now: one that was removed is not
 * among them, and while the directory does not answer none is.
 */
export async function lookUpRemembered(
  context: AuthContext,
  session: Session,
  { pinned, recent }: Pick<RememberedIds, 'pinned' | 'recent'>,
): Promise<RememberedView> {
  const lookUp = async (ids: readonly string[]) => {
    const found = await Promise.all(
      ids.map((institutionId) =>
        findInstitution(context, { session, institutionId }).catch(() => null),
      ),
    )
    return found.filter((institution): institution is Institution => institution !== null)
  }
  const [pinnedInstitutions, recentInstitutions] = await Promise.all([
    lookUp(pinned),
    lookUp(recent.filter((id) => !pinned.includes(id))),
  ])
  return { pinned: pinnedInstitutions, recent: recentInstitutions }
}
