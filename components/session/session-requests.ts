import type { SessionView } from '@/lib/http/session-view'
import { parseSessionView } from './parse-session-view'
import type { AnswerTimes } from './server-clock'

/**
 * What the server said of the session. `unknown`: no answer, or none that says anything, which
 * never means that somebody is signed out.
 */
export type SessionAnswer =
  | ({ readonly outcome: 'live'; readonly view: SessionView } & AnswerTimes)
  | ({ readonly outcome: 'gone' } & AnswerTimes)
  | { readonly outcome: 'unknown' }

/** As long as the server itself takes at most to find that its store does not answer. */
const timeLimitMs = 10_000

/** Looks at the session; this is not activity. */
export async function askSession(): Promise<SessionAnswer> {
  return (await request()) ?? { outcome: 'unknown' }
}

/** Tells the server that the person is there, which moves the idle limit. */
export async function slideSession(): Promise<SessionAnswer> {
  // Two tabs that ask for their first CSRF token at once get two, and one cookie.
  return (await postActivity()) ?? (await postActivity()) ?? { outcome: 'unknown' }
}

async function postActivity(): Promise<SessionAnswer | null> {
  const csrf = await send('/api/auth/csrf').catch(() => null)
  const fields: unknown = await csrf?.json().catch(() => null)
  if (typeof fields !== 'object' || fields === null || !('csrfToken' in fields)) {
    return { outcome: 'unknown' }
  }
  return request({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ csrfToken: fields.csrfToken }),
  })
}

/** Null when the request was refused as not our own. */
async function request(init?: RequestInit): Promise<SessionAnswer | null> {
  try {
    const askedAt = Date.now()
    const response = await send('/api/auth/session', init)
    const times = { askedAt, answeredAt: Date.now(), date: response.headers.get('date') }
    if (response.status === 403) return null
    if (!response.ok) return { outcome: 'unknown' }
    const body: unknown = await response.json()
    const view = parseSessionView(body)
    if (view) return { outcome: 'live', view, ...times }
    return isEmpty(body) ? { outcome: 'gone', ...times } : { outcome: 'unknown' }
  } catch {
    return { outcome: 'unknown' }
  }
}

function send(path: string, init?: RequestInit): Promise<Response> {
  return fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(timeLimitMs), ...init })
}

/** Exactly `{}`: a page of some network in between is not an answer. */
function isEmpty(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0
}
