import { networkWords } from './network-problem'

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
    return { problem: describe(error, { url, within }) }
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

function describe(error: unknown, { url, within }: { url: string; within: number }): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `no answer within ${within / 1_000} s`
  }
  const cause = causeOf(error) as { code?: unknown; message?: unknown }
  const code = String(cause.code ?? cause.message ?? 'no answer')
  if (code === 'ECONNREFUSED') return `nothing listens at ${hostAndPort(new URL(url))} (${code})`
  // Depending on what the plain answer begins with, TLS takes it for one or the other.
  if (/^ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/.test(code)) return `it answers without TLS (${code})`
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS/.test(code)) {
    return `its certificate is not trusted (${code}); a private authority goes into NODE_EXTRA_CA_CERTS`
  }
  return networkWords[code] === undefined ? code : `${networkWords[code]} (${code})`
}

function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
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
