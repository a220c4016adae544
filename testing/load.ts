import type { RoundRobin } from './round-robin.ts'

/** One call that the load makes again and again. */
export interface LoadCall {
  readonly path: string
  readonly cookie: string
}

/** A call that was answered, but not with 200. */
export interface RefusedCall {
  readonly path: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly answer: string
}

/** Calls under way. Those that broke are the round-robin's to tell. */
export interface Load {
  readonly answered: number
  readonly refused: readonly RefusedCall[]
  /** The longest that an answer took, in milliseconds. */
  readonly slowest: number
  /** Resolves when so many calls have been answered. */
  until(answered: number): Promise<void>
  /** Makes no new calls, and waits for those under way. */
  stop(): Promise<void>
}

/** Makes the calls in turn through a round-robin, so many at a time, until it is stopped. */
export function startLoad(
  roundRobin: RoundRobin,
  { calls, atATime }: { calls: readonly LoadCall[]; atATime: number },
): Load {
  const refused: RefusedCall[] = []
  let answered = 0
  let slowest = 0
  let turn = 0
  let stopped = false
  let reached = { count: Infinity, tell: () => {} }

  const work = async () => {
    while (!stopped) {
      const { path, cookie } = calls[turn++ % calls.length] as LoadCall
      const from = performance.now()
      const headers = { cookie, 'x-csrf': '1' }
      const answer = await roundRobin.send(path, { headers }).catch(() => null)
      slowest = Math.max(slowest, performance.now() - from)
      if (answer === null) continue
      answered += 1
      if (answered >= reached.count) reached.tell()
      if (answer.status !== 200) {
        refused.push({ path, at: Date.now(), answer: `${answer.status} ${answer.body}` })
      }
    }
  }
  const workers = Array.from({ length: atATime }, work)
  return {
    get answered() {
      return answered
    },
    get slowest() {
      return slowest
    },
    refused,
    until: (count) =>
      new Promise((resolve) => {
        if (answered >= count) resolve()
        else reached = { count, tell: resolve }
      }),
    async stop() {
      stopped = true
      await Promise.all(workers)
    },
  }
}
