import type { Now } from './clock.ts'
import type { ShownClient } from './shown-client.ts'

/** A request in which an application says who it is, save those to the token endpoint. */
export interface ClientRequest extends ShownClient {
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly time: number
  /** Below the issuer, e.g. `/token/revocation`. */
  readonly path: string
  /** 0 until the answer. */
  status: number
}

/** The pushed authorization requests, revocations and introspections since the last `clear`. */
export interface ClientRequests {
  /** The newest; at least 5,000 are kept. */
  readonly entries: readonly ClientRequest[]
  begin(path: string, client: ShownClient): ClientRequest
  clear(): void
}

const fewestEntries = 5000

/** Starts with none. */
export function createClientRequests(now: Now): ClientRequests {
  const entries: ClientRequest[] = []
  return {
    entries,
    begin(path, client) {
      const entry = { time: now(), path, ...client, status: 0 }
      if (entries.length >= fewestEntries * 2) entries.splice(0, fewestEntries)
      entries.push(entry)
      return entry
    },
    clear() {
      entries.length = 0
    },
  }
}
