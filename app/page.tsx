import { findCurrentSession } from '@/lib/http/current-session'
import { redirectSeeOther } from '@/lib/http/redirect-see-other'

/** The front door shows nothing of its own. */
export default async function FrontDoor(): Promise<never> {
  return redirectSeeOther((await findCurrentSession()) ? '/institutions' : '/sign-in')
}
