import type { SessionView } from '@/lib/http/session-view'

/** Reads what `useSession()` holds; null when it is not a session view, for example after it ended. */
export function parseSessionView(data: unknown): SessionView | null {
  if (typeof data !== 'object' || data === null) return null
  const view = data as Partial<SessionView>
  const complete =
    typeof view.user?.subject === 'string' &&
    typeof view.expires === 'string' &&
    typeof view.idleExpires === 'string' &&
    Array.isArray(view.institutions)
  return complete ? (view as SessionView) : null
}
