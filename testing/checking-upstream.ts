import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** An upstream that looks at each call's token. */
export interface CheckingUpstream {
  readonly origin: string
  /** Calls whose token was right. */
  readonly right: number
  /** For each other call what was wrong with its token; never the token. */
  readonly wrong: readonly string[]
  close(): Promise<void>
}

/**
 * Answers `/{institutionId}/enterprise/{userId}/accounts` with 200 when the bearer token is for this
 * institution and this user and still lives, else with 403. `?delay=` milliseconds make it slow.
 */
export async function startCheckingUpstream(): Promise<CheckingUpstream> {
  const wrong: string[] = []
  let right = 0
  const server = createServer(async (incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://upstream.invalid')
    const [, institutionId, , userId] = pathname.split('/')
    const problem = findProblem(incoming.headers.authorization, { institutionId, userId })
    if (problem === null) right += 1
    else wrong.push(problem)
    const delay = Number(searchParams.get('delay') ?? 0)
    if (delay > 0) await pause(delay)
    outgoing.writeHead(problem === null ? 200 : 403, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ problem }))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    get right() {
      return right
    },
    wrong,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function findProblem(
  authorization: string | undefined,
  path: { institutionId: string | undefined; userId: string | undefined },
): string | null {
  const payload = authorization?.split('.')[1]
  if (payload === undefined) return 'no token'
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    institutionId: string
    sub: string
    exp: number
  }
  if (claims.institutionId !== path.institutionId) return 'the token of another institution'
  if (claims.sub !== path.userId) return 'the token of another person'
  return claims.exp * 1_000 <= Date.now() ? 'an expired token' : null
}
