import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { AuthContext } from '@/lib/auth/auth-context'

/** Less than the ten seconds that whoever stops us waits, so that the store is closed in any case. */
const patienceMilliseconds = 8_000
/** After this, a connection that nobody used is not about to be used. */
const quietMilliseconds = 1_000
const requestStarted = 'http.server.request.start'

/**
 * Ends this process decently on SIGTERM and SIGINT: no new requests, those in flight and refreshes
 * under way may finish, then the store is closed and the exit status is 0.
 *
 * It takes the place of what Next.js does, which waits without limit, knows nothing of the store,
 * and exits with 143.
 */
export function shutDownOnSignals(
  context: Pick<AuthContext, 'refreshes' | 'sessionStore' | 'institutionDirectory' | 'database'>,
): void {
  let server: Server | null = null
  // Next.js gives its server to nobody; the first request tells. Without one, nothing is in flight.
  const remember = (message: unknown) => {
    server = (message as { server: Server }).server
    unsubscribe(requestStarted, remember)
  }
  subscribe(requestStarted, remember)

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(0), patienceMilliseconds)
    if (server !== null) await closeWhenDone(server)
    await Promise.allSettled(context.refreshes.values())
    const { sessionStore, institutionDirectory, database } = context
    await Promise.allSettled(
      [sessionStore, institutionDirectory, database].map((resource) => resource.close()),
    )
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, end)
  }
}

/**
 * Stops listening, and resolves when every connection has gone. One that is kept open gets one more
 * answer, which says that it was the last: closing it at once could cut off a request on its way.
 */
function closeWhenDone(server: Server): Promise<void> {
  server.prependListener('request', (_, response) => {
    response.shouldKeepAlive = false
  })
  return new Promise((resolve) => {
    let closingIdle: NodeJS.Timeout | undefined
    const quiet = setTimeout(() => {
      closingIdle = setInterval(() => server.closeIdleConnections(), 50)
    }, quietMilliseconds)
    // Of `net`: that of `http` closes idle connections at once.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(quiet)
      clearInterval(closingIdle)
      resolve()
    })
  })
}
