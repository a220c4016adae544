import 'server-only'
import type { User } from '@/lib/session/session'

/**
 * Yours to change: runs after a sign-in or an institution authorization has passed every check and
 * is stored. Provision the person, record the visit, or choose another page.
 *
 * @param arrival.institutionId null after a sign-in at institution zero
 * @returns the path to show, always one of this application
 * @throws whatever it throws becomes an error page; the session stays
 */
export async function afterSignIn(arrival: {
  user: User
  institutionId: string | null
  returnPath: string
}): Promise<string> {
  return arrival.returnPath
}
