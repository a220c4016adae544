import { once } from 'node:events'
import type { Server } from 'node:http'

/** Listens on localhost and answers the port, which the system chose when 0 was asked for. */
export async function listen(server: Server, port: number): Promise<number> {
  // Longer than callers keep a connection that nobody uses, so that no request is sent on one that is
  // being closed.
  server.keepAliveTimeout = 65_000
  server.listen({ host: 'localhost', port })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return address.port
}

/** Stops listening and drops every connection: browsers keep idle ones open for minutes. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
