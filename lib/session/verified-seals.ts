import 'server-only'

interface SessionCookie {
  readonly sessionId: string
  readonly recordKey: string
}

const holder = globalThis as { [key: symbol]: Map<string, SessionCookie> | undefined }
const slot = Symbol.for('jhi.verified-seals')
const limit = 5_000

/** One map for the process: Next.js loads this module several times. */
function seals(): Map<string, SessionCookie> {
  holder[slot] ??= new Map()
  return holder[slot]
}

/**
 * What a seal holds that was opened before. It proves only that the seal was genuine; the store is
 * still asked each time, so an ended session stays ended.
 */
export function findVerifiedSeal(sessionSeal: string): SessionCookie | null {
  return seals().get(sessionSeal) ?? null
}

/** Remembers a genuine seal; the oldest leaves when there are too many. */
export function rememberVerifiedSeal(sessionSeal: string, cookie: SessionCookie): void {
  const known = seals()
  known.set(sessionSeal, cookie)
  for (const oldest of known.keys()) {
    if (known.size <= limit) break
    known.delete(oldest)
  }
}
