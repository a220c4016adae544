import type { SessionView } from '@/lib/http/session-view'
import type { SessionTimes } from './session-stage'

/** The limits of a view as numbers. */
export function readTimes({ expires, idleExpires }: SessionView): SessionTimes {
  return { expires: Date.parse(expires), idleExpires: Date.parse(idleExpires) }
}

/** Whether two views are of the same session: each has an absolute limit of its own. */
export function isSameSession(one: Pick<SessionView, 'expires'>, other: typeof one): boolean {
  return one.expires === other.expires
}

/** Whether two views are of the same person. */
export function isSamePerson({ user: one }: SessionView, { user: other }: SessionView): boolean {
  return one.issuer === other.issuer && one.subject === other.subject
}

/**
 * The newer of two views. Answers may come late: within one session an idle limit never moves back.
 */
export function mergeViews(known: SessionView, news: SessionView): SessionView {
  const isLate = isSameSession(known, news) && known.idleExpires > news.idleExpires
  return isLate ? { ...news, idleExpires: known.idleExpires } : news
}
