import { vi } from 'vitest'
import type { SessionView } from '@/lib/http/session-view'

/** When the sessions of tests begin. */
export const testStart = Date.parse('2026-11-22T14:00:00.000Z')

/** A session that began at {@link testStart}, with limits in minutes from then. */
export function createTestView({ idle = 15, absolute = 480 } = {}): SessionView {
  const at = (minutes: number) => new Date(testStart + minutes * 60_000).toISOString()
  return {
    user: { issuer: 'i', subject: 's', name: 'Pat Morgan', username: 'pat' },
    expires: at(absolute),
    idleExpires: at(Math.min(idle, absolute)),
    institutions: [],
  }
}

/** The session endpoints of a server that a test has in its hands. */
export interface TestServer {
  /** The session; null when it is gone. */
  view: SessionView | null
  /** How the server answers; 0: not at all. */
  status: number
  /** What was asked of it, for example "GET session". */
  readonly requests: string[]
}

/** Puts a server behind `fetch`. A post slides the idle limit by the minutes it was created with. */
export function stubSessionServer(view: SessionView): TestServer {
  const server: TestServer = { view, status: 200, requests: [] }
  const idleMs = Date.parse(view.idleExpires) - testStart
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' }: RequestInit = {}) => {
    server.requests.push(`${method} ${path.split('/').at(-1)}`)
    if (server.status === 0) throw new TypeError('fetch failed')
    if (path.endsWith('/csrf')) return Response.json({ csrfToken: 'c' })
    if (method === 'POST' && server.view && server.status === 200) {
      const end = Math.min(Date.now() + idleMs, Date.parse(server.view.expires))
      server.view = { ...server.view, idleExpires: new Date(end).toISOString() }
    }
    const headers = { date: new Date().toUTCString() }
    const body = server.status === 200 ? (server.view ?? {}) : { code: 'store_unavailable' }
    return Response.json(body, { status: server.status, headers })
  })
  return server
}
