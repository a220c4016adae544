import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { refusal } from '@/cli/command-error'

/** Waits at a redirect URI on this machine. */
export interface CallbackListener {
  /** The query of the first callback; rejects when nobody came in time or it was given up. */
  readonly response: Promise<URLSearchParams>
  close(): void
}

/**
 * Listens for one authorization response. Every other path, method and host, and whatever comes
 * after the first, is answered 404.
 *
 * @param options.within milliseconds until it gives up
 * @throws a refusal when the port cannot be had
 */
export async function listenForCallback(
  redirectUri: URL,
  { within, signal }: { within: number; signal: AbortSignal },
): Promise<CallbackListener> {
  const { promise, resolve, reject } = Promise.withResolvers<URLSearchParams>()
  let answered = false
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', redirectUri)
    const isCallback =
      request.method === 'GET' &&
      request.headers.host === redirectUri.host &&
      url.pathname === redirectUri.pathname
    if (!isCallback || answered) return send(response, 404, 'Nothing is here.')
    answered = true
    send(response, 200, 'The answer is in the terminal. You can close this window.')
    resolve(url.searchParams)
  }
  const servers = await listenOnEach(redirectUri, answer)
  const timer = setTimeout(() => reject(refusal(gaveUp(within))), within)
  const interrupt = () => reject(refusal('Ended.'))
  signal.addEventListener('abort', interrupt, { once: true })
  // Whoever closes before the callback comes is not waiting for it.
  promise.catch(() => {})
  return {
    response: promise,
    close() {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
      for (const server of servers) {
        server.close()
        server.closeIdleConnections()
      }
    },
  }
}

const gaveUp = (within: number) =>
  `Nobody came back within ${Math.round(within / 60_000)} minutes. Run it again; if the provider's page showed an error about the redirect URI, register it.`

/** `localhost` is two addresses; on one alone, somebody else could wait on the other. */
async function listenOnEach(
  { hostname, port }: URL,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const hosts = host.endsWith('localhost') ? ['127.0.0.1', '::1'] : [host]
  const servers: Server[] = []
  for (const [index, each] of hosts.entries()) {
    const server = createServer(answer)
    try {
      await listen(server, each, Number(port || '80'))
      servers.push(server)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const noSuchAddress = code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
      if (index > 0 && noSuchAddress) continue
      for (const open of servers) open.close()
      throw refusal(describe(code, port))
    }
  }
  return servers
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, resolve)
  })
}

function describe(code: string | undefined, port: string): string {
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use. Stop what listens there, or register another address and give it with --redirect-uri.`
    : `Port ${port || '80'} cannot be listened on (${code}). Give another address with --redirect-uri.`
}

/** A page without a script, a style, or a word of what the query said. */
function send(response: ServerResponse, status: number, words: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    .end(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in</title><p>${words}</p></html>\n`,
    )
}
