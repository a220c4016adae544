/** The way to the keys that applications publish. */
export interface ClientKeys {
  /** How often it was gone. */
  readonly fetches: number
  /** Fetches for oidc-provider. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
}

/** Starts at no fetches. */
export function createClientKeys(closing: AbortSignal): ClientKeys {
  let fetches = 0
  return {
    get fetches() {
      return fetches
    },
    async fetch(input, init) {
      fetches += 1
      try {
        return await fetchFromLoopback(input, init)
      } finally {
        // oidc-provider would go on to a data file that is closed by now.
        if (closing.aborted) await new Promise<never>(() => {})
      }
    },
  }
}

// oidc-provider attaches a dispatcher that refuses loopback addresses, and an application under
// development is on just such an address.
function fetchFromLoopback(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const options: RequestInit & { dispatcher?: unknown } = { ...init }
  delete options.dispatcher
  return fetch(input, options)
}
