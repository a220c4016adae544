import type { EnvironmentVariables } from '@/lib/config/command-environment'
import type { KeyFile } from './key-file'
import { refusal } from './key-refusal'

/** What asks for the published keys: `fetch`, or what a test puts in its place. */
export type AskForKeys = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>

const within = 3_000
const members = ['kid', 'kty', 'n', 'e', 'crv', 'x', 'y'] as const

/**
 * Makes sure that the application serves the next key before it signs: a provider that fetches our
 * keys would refuse it otherwise, and so would one where a PEM is registered.
 *
 * @throws refusal
 */
export async function requirePublished(
  { parsed }: KeyFile,
  { environment, fetch }: { environment: EnvironmentVariables; fetch: AskForKeys },
): Promise<void> {
  const next = parsed.keys.find(({ status }) => status === 'next')
  if (next === undefined) return
  const { kid, publicJwk } = next
  const url = findAddress(environment)
  if (url === null) {
    throw refusal(`APP_URL is no address, so nobody can see whether ${kid} is published. ${orPem}`)
  }
  const served = await fetchKeys(url, fetch)
  if (typeof served === 'string') {
    throw refusal(
      `${kid} is not seen to be published: ${served}. ` +
        `Start the application, or correct APP_URL. ${orPem}`,
    )
  }
  const ours: Readonly<Record<string, unknown>> = { ...publicJwk }
  if (!served.some((key) => members.every((member) => key?.[member] === ours[member]))) {
    throw refusal(
      `${kid} is not published at ${url} yet: the servers do not have this file. ${orPem}`,
    )
  }
}

const orPem = 'Or, if you registered a PEM, register this one and add --now.'

/** The rest of the environment need not be usable. */
function findAddress({ APP_URL, PORT }: EnvironmentVariables): string | null {
  const appUrl = APP_URL || `http://localhost:${PORT || 3000}`
  if (!/^https?:\/\//.test(appUrl) || !URL.canParse(appUrl)) return null
  return `${new URL(appUrl).origin}/.well-known/jwks.json`
}

/** The keys of a JWK Set, or in words why there are none. */
async function fetchKeys(
  url: string,
  ask: AskForKeys,
): Promise<Readonly<Record<string, unknown> | null>[] | string> {
  try {
    const response = await ask(url, { signal: AbortSignal.timeout(within) })
    const body: unknown = await response.json().catch((error: Error) => {
      // A page of somebody else is an answer; one that ends too late is none.
      if (error.name === 'SyntaxError') return null
      throw error
    })
    const keys = (body as { keys?: unknown } | null)?.keys
    return response.ok && Array.isArray(keys) ? keys : `no JWK Set is at ${url}`
  } catch {
    return `nothing answers at ${url}`
  }
}
