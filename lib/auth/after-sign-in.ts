import 'server-only'
import type { User } from '@/lib/session/session'

/**
 * Yours to change: runs after a sign-in or an institution authorization has passed every check and
 * is stored. Provision the person, record the visit, or choose another page.
 *
 * @param arrival.institutionId null after a sign-in at institution zero
 * @returns the path to show, always one of this application
 * Helpers of yours go beside this file. What it throws becomes a page with `response_rejected`, or
 * with the code of an AppError that pages know, and `after_sign_in.failed` in the log; the session
 * stays, and an institution stays closed until it succeeds.
 *
 */
export async function afterSignIn(arrival: {
  user: User
  institutionId: string | null
  returnPath: string
}): Promise<string> {
  return arrival.returnPath
}
