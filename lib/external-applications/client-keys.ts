import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type ClientSigningAlgorithm, ConfigError } from '@/lib/config/parse-config'
import { describeProblem, fileProblem, type NamedFile, parseJson } from '@/lib/files/secret-file'
import { type ClientKey, type PublicJwk, parseClientKey } from './client-key'

const mostKeys = 20

/** Our key pairs, as the file says. */
export interface ClientKeys {
  /** In the order of the file. */
  readonly keys: readonly ClientKey[]
  /** The newest active key: the last one in the file. */
  readonly signingKey: ClientKey
  /** What the world may see of them. */
  readonly published: PublishedKeys
}

/** A JWK Set of public keys, and a name for its content. */
export interface PublishedKeys {
  readonly jwks: { readonly keys: readonly PublicJwk[] }
  readonly etag: string
}

const fileSchema = z.object({
  keys: z.array(z.unknown(), 'must be a list of keys').max(mostKeys, `has more than ${mostKeys}`),
})

/**
 * Reads the keys of `JHI_CLIENT_KEYS`.
 *
 * @param wanted what to sign with, when one algorithm was chosen for all
 * @throws ConfigError with every problem, by file and field, never by value
 */
export function parseClientKeys(
  file: NamedFile,
  text: string,
  { wanted }: { wanted: ClientSigningAlgorithm | null },
): ClientKeys {
  const parsed = fileSchema.safeParse(parseJson(file, text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const isSet = issue !== undefined && issue.path.length > 0
    throw fileProblem(file, isSet ? `keys ${issue.message}` : notASet)
  }
  const problems: string[] = []
  const keys: ClientKey[] = []
  for (const [position, jwk] of parsed.data.keys.entries()) {
    const outcome = parseClientKey(jwk, { wanted })
    if ('key' in outcome) {
      problems.push(
        ...findDuplicates(keys, outcome.key).map((found) => `keys[${position}].${found}`),
      )
      keys.push(outcome.key)
    } else {
      problems.push(...outcome.problems.map((found) => `keys[${position}].${found}`))
    }
  }
  const signingKey = keys.findLast(
    ({ status, algorithm }) => status === 'active' && (wanted === null || algorithm === wanted),
  )
  if (problems.length === 0 && signingKey === undefined) {
    problems.push(`keys has no active key${wanted === null ? '' : ` for ${wanted}`}`)
  }
  if (problems.length > 0 || signingKey === undefined) {
    throw new ConfigError(problems.map((problem) => describeProblem(file, problem)))
  }
  return { keys, signingKey, published: publish(keys) }
}

/** Without a file there is nothing to publish, and that is said with an empty set. */
export const noPublishedKeys = publish([])

const notASet = 'is not a JWK Set: an object with a list of keys in "keys"'

function publish(keys: readonly ClientKey[]): PublishedKeys {
  const jwks = { keys: keys.map(({ publicJwk }) => publicJwk) }
  const etag = createHash('sha256').update(JSON.stringify(jwks)).digest('base64url').slice(0, 22)
  return { jwks, etag }
}

function findDuplicates(known: readonly ClientKey[], { kid, publicJwk }: ClientKey): string[] {
  const { n, x, y } = publicJwk
  const twinKid = known.findIndex((other) => other.kid === kid)
  const twin = known.findIndex(
    ({ publicJwk: other }) => other.n === n && other.x === x && other.y === y,
  )
  if (twin !== -1) return [`${n === undefined ? 'x' : 'n'} is that of keys[${twin}] again`]
  return twinKid === -1 ? [] : [`kid is that of keys[${twinKid}] again`]
}
