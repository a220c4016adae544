// Calls one address as often as it answers, for the rounds that the parent asks for.
import { Pool } from 'undici'

/** One round: what to call, for how long, and what every answer must look like. */
export interface Round {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly answerBytes: number
  readonly seconds: number
}

/** What came of it; `problem` when an answer was not the right one. */
export type RoundResult = { readonly perSecond: number } | { readonly problem: string }

const connections = 16

process.on('message', async (round: Round) => {
  const result: RoundResult = await run(round).catch((error) => ({ problem: String(error) }))
  process.send?.(result)
})

/** A closed loop: each connection calls again as soon as it has the whole answer. */
async function run({ url, headers, answerBytes, seconds }: Round): Promise<RoundResult> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  let answers = 0
  const started = performance.now()
  const end = started + seconds * 1_000

  const callAgainAndAgain = async () => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({ method: 'GET', path: pathname, headers })
      const { byteLength } = await body.arrayBuffer()
      if (statusCode !== 200 || byteLength !== answerBytes) {
        throw new Error(`${url} answered ${statusCode} with ${byteLength} bytes`)
      }
      answers += 1
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, callAgainAndAgain))
    return { perSecond: (answers * 1_000) / (performance.now() - started) }
  } finally {
    await pool.destroy()
  }
}
