/** What an address answered; `body` is undefined when it is not JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  /** Milliseconds since 1970, by our clock. */
  readonly askedAt: number
  readonly answeredAt: number
}

/** Asks with GET and no credentials; redirects are answered, not followed. */
export async function ask(
  url: string,
  { within = 8_000, now = Date.now }: { within?: number; now?: () => number } = {},
): Promise<Answer | { readonly problem: string }> {
  const askedAt = now()
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(within),
    })
    const answeredAt = now()
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: parse(text),
      askedAt,
      answeredAt,
    }
  } catch (error) {
    return { problem: describe(error, within) }
  }
}

/** Where a redirect leads, without what may be personal in it; null when it is none. */
export function redirectTarget({ status, headers }: Answer, from: string): string | null {
  const location = headers.get('location')
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, from))
    return null
  const { origin, pathname } = new URL(location, from)
  return `${origin}${pathname}`
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host’s name cannot be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
}

function describe(error: unknown, within: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `no answer within ${within / 1_000} s`
  }
  const cause = causeOf(error) as { code?: unknown; message?: unknown }
  const code = String(cause.code ?? cause.message ?? 'no answer')
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS/.test(code)) {
    return `its certificate is not trusted (${code}); a private authority goes into NODE_EXTRA_CA_CERTS`
  }
  return words[code] === undefined ? code : `${words[code]} (${code})`
}

function causeOf(error: unknown): object {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause : Object(error)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
