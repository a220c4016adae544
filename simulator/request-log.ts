import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request the simulator got. The path has no query, since a query may hold a code. */
export interface LoggedRequest {
  readonly method: string
  readonly path: string
  /** 0 until the answer begins. */
  status: number
}

const mostEntries = 5000

/** Notes a request as soon as it arrives, and its status before the answer can be read. */
export function logRequest(
  requests: LoggedRequest[],
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
  const entry: LoggedRequest = { method: req.method ?? 'GET', path, status: 0 }
  requests.push(entry)
  if (requests.length > mostEntries) requests.splice(0, requests.length - mostEntries)
  res.on('prefinish', () => {
    entry.status = res.statusCode
  })
}
