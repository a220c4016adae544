import { setTimeout as pause } from 'node:timers/promises'
import { sendRequest } from './send-request.ts'

const lookEvery = 100

/** What an instance published at some time between two. */
interface Publication {
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly answeredAt: number
  readonly text: string
  readonly kids: readonly string[]
}

/** The public keys of several instances, looked at all the time. */
export interface PublishedKeys {
  /** Every set that was ever published. */
  readonly texts: ReadonlySet<string>
  /** What each instance publishes now. */
  now(): Promise<string[]>
  /** The names of the keys in it. */
  kidsNow(): Promise<(readonly string[])[]>
  /** Whether every instance published the key at the looks before and after a time. */
  had(kid: string, time: number): boolean
  /** Looks once more. */
  stop(): Promise<void>
}

/** Begins to look, and has looked once when it resolves. */
export async function watchPublishedKeys(origins: readonly string[]): Promise<PublishedKeys> {
  const seen: Publication[] = []
  let stopped = false

  const look = async (origin: string) => {
    const askedAt = Date.now()
    const { body } = await sendRequest(`${origin}/.well-known/jwks.json`)
    const { keys } = JSON.parse(body.toString()) as { keys: { kid: string }[] }
    const kids = keys.map(({ kid }) => kid)
    const found = { origin, askedAt, answeredAt: Date.now(), text: body.toString(), kids }
    seen.push(found)
    return found
  }
  const now = () => Promise.all(origins.map(look))
  await now()
  const working = origins.map(async (origin) => {
    while (!stopped) {
      await look(origin)
      await pause(lookEvery)
    }
  })
  return {
    get texts() {
      return new Set(seen.map(({ text }) => text))
    },
    now: async () => (await now()).map(({ text }) => text),
    kidsNow: async () => (await now()).map(({ kids }) => kids),
    had: (kid, time) =>
      origins.every((origin) => {
        const own = seen.filter((each) => each.origin === origin)
        const around = [
          own.findLast(({ answeredAt }) => answeredAt <= time),
          own.find(({ askedAt }) => askedAt >= time),
        ]
        return around.every((each) => each?.kids.includes(kid))
      }),
    async stop() {
      stopped = true
      await Promise.all(working)
      await now()
    },
  }
}
