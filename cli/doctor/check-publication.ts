import { isLoopback } from '@/lib/config/loopback'
import type { Config } from '@/lib/config/parse-config'
import type { PublicJwk } from '@/lib/external-applications/client-key'
import type { ClientKeys } from '@/lib/external-applications/client-keys'
import { ask } from './ask'
import { type CheckLine, failure, ok, warning } from './check-line'
import { isObject, type Metadata } from './metadata'

const name = 'publication'
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Whether the application serves exactly our public keys, where the provider can fetch them. */
export async function checkPublication(
  { appUrl, issuer }: Pick<Config, 'appUrl' | 'issuer'>,
  { published }: ClientKeys,
): Promise<CheckLine[]> {
  const url = `${appUrl}/.well-known/jwks.json`
  const lines = checkReach(appUrl, issuer)
  const answer = await ask(url, { within: 3_000 })
  if ('problem' in answer || answer.status >= 500) {
    const what = 'problem' in answer ? answer.problem : `it answers ${answer.status}`
    const advice =
      'Start the application (npm start) and look again: the provider fetches our keys there.'
    return [...lines, warning(name, `${url} does not serve our keys: ${what}`, advice)]
  }
  const served = isObject(answer.body) ? answer.body.keys : undefined
  if (answer.status !== 200 || !Array.isArray(served)) {
    const what = answer.status === 200 ? 'serves no JWK Set' : `answers ${answer.status}`
    const advice =
      'Check that APP_URL leads to this application, and that a proxy passes /.well-known/ on.'
    return [...lines, failure(name, `${url} ${what}`, advice)]
  }
  const problems = compare(served.filter(isObject), published.jwks.keys, url)
  if (problems.length > 0) return [...lines, ...problems]
  return [
    ...lines,
    ok(
      name,
      `${url} serves our ${served.length} public ${served.length === 1 ? 'key' : 'keys'} and nothing else`,
    ),
  ]
}

function compare(served: Metadata[], ours: readonly PublicJwk[], url: string): CheckLine[] {
  if (served.some((key) => privateMembers.some((member) => member in key))) {
    return [
      failure(
        name,
        `${url} serves a private key`,
        'Take it down and rotate now: npm run jhi -- keys generate, then keys rotate --now. Whoever has read it can be us.',
      ),
    ]
  }
  const changed = ours.flatMap((key) => {
    const other = served.find((each) => isSame(key, each))
    return other === undefined ? [] : checkUse(key, other, url)
  })
  const missing = ours.filter((key) => !served.some((other) => isSame(key, other)))
  const foreign = served.filter((other) => !ours.some((key) => isSame(key, other)))
  return [
    ...changed,
    ...missing.map(({ kid }) =>
      failure(
        name,
        `${url} does not serve our key ${kid}`,
        'Check that the application there has this JHI_CLIENT_KEYS file; a change is served within five seconds.',
      ),
    ),
    ...foreign.map(({ kid }) =>
      failure(
        name,
        `${url} serves a key that JHI_CLIENT_KEYS does not have: ${String(kid ?? 'without a kid')}`,
        'Check that every instance has the same file; if nobody knows the key, somebody else publishes there.',
      ),
    ),
  ]
}

function isSame(key: PublicJwk, other: Metadata): boolean {
  return (['kid', 'kty', 'n', 'e', 'crv', 'x', 'y'] as const).every(
    (member) => key[member] === other[member],
  )
}

/** A member that is left out forbids nothing. */
function checkUse({ kid, alg, use }: PublicJwk, other: Metadata, url: string): CheckLine[] {
  if (other.alg !== undefined && other.alg !== alg) {
    const message = `${url} serves ${kid} with alg ${String(other.alg)}, this configuration signs with ${alg}`
    const advice = 'Give every instance the same JHI_CLIENT_SIGNING_ALG and restart.'
    return [failure(name, message, advice)]
  }
  if (other.use === undefined || other.use === use) return []
  const message = `${url} serves ${kid} with use ${String(other.use)}, which is not for signatures`
  return [failure(name, message, 'Check what serves that address: it is not this application.')]
}

function checkReach(appUrl: string, issuer: string): CheckLine[] {
  if (!isLoopback(new URL(appUrl)) || isLoopback(new URL(issuer))) return []
  return [
    warning(
      name,
      `the provider cannot fetch keys from ${appUrl}`,
      'Register the key itself, from npm run jhi -- keys export --pem; a rotation then needs a new registration.',
    ),
  ]
}
