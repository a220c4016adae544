import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ReceivedAnswer, type SentRequest, sendRequest } from './send-request.ts'

/** A request that got no whole answer from the instance that had taken its connection. */
export interface BrokenRequest {
  readonly origin: string
  readonly path: string
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly brokenAt: number
}

/** The one address of several instances. Each request goes to the next of them. */
export interface RoundRobin {
  readonly origin: string
  /** What broke, the oldest first. Nothing of it was sent again. */
  readonly broken: readonly BrokenRequest[]
  /** From now on requests go to these. */
  use(...origins: string[]): void
  /**
   * Sends a request to the next instance, without the way through the port. Where a connection is
   * refused it goes to another instance; one that breaks is noted, and fails.
   */
  send(path: string, sent?: Omit<SentRequest, 'agent'>): Promise<ReceivedAnswer>
  close(): Promise<void>
}

/** Listens on a free port of loopback. A broken request is answered with 502. */
export async function startRoundRobin(): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true })
  const broken: BrokenRequest[] = []
  let origins: readonly string[] = []
  let turn = 0

  const send: RoundRobin['send'] = async (path, sent = {}) => {
    const first = turn++
    for (let n = 0; n < origins.length; n += 1) {
      const origin = origins[(first + n) % origins.length] ?? ''
      const sentAt = Date.now()
      try {
        return await sendRequest(origin + path, { ...sent, agent })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') continue
        broken.push({ origin, path, sentAt, brokenAt: Date.now() })
        throw error
      }
    }
    throw new Error('every instance refuses connections')
  }

  const server = createServer(async (incoming, outgoing) => {
    try {
      const { method = 'GET', url = '/', headers } = incoming
      const answer = await send(url, { method, headers, body: await buffer(incoming) })
      outgoing.writeHead(answer.status, withoutConnection(answer.headers))
      outgoing.end(answer.body)
    } catch {
      outgoing.writeHead(502).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    broken,
    use: (...next) => {
      origins = next
    },
    send,
    close: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Headers that speak of a connection and not of the answer, whose body is sent whole here. */
function withoutConnection({
  connection: _connection,
  'keep-alive': _keepAlive,
  'transfer-encoding': _transferEncoding,
  ...headers
}: ReceivedAnswer['headers']) {
  return headers
}
