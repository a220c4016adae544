import 'server-only'
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { clientSigningAlgorithms } from '@/lib/config/environment-schema'
import type { ClientSigningAlgorithm } from '@/lib/config/parse-config'
import { jwkThumbprint } from './jwk-thumbprint'

/** A key is published before it signs, and for as long afterwards as something it signed is about. */
export const keyStatuses = ['next', 'active', 'retired'] as const

/** Where a key stands in its life. */
export type KeyStatus = (typeof keyStatuses)[number]

/** One of our key pairs. */
export interface ClientKey {
  readonly kid: string
  readonly algorithm: ClientSigningAlgorithm
  readonly status: KeyStatus
  /** When its status began, in seconds since 1970; null when the file does not say. */
  readonly since: number | null
  /** The public members and no other. */
  readonly publicJwk: PublicJwk
  readonly privateKey: KeyObject
}

/** A public key of ours as it is published. */
export interface PublicJwk {
  readonly kty: 'RSA' | 'EC'
  readonly kid: string
  readonly alg: ClientSigningAlgorithm
  readonly use: 'sig'
  readonly n?: string
  readonly e?: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
}

const leastModulusBits = 2048
const leastExponent = 65_537n

const base64url = z.string('is missing or not text').regex(/^[\w-]+$/, 'must be base64url')
const common = {
  kid: z.string('must be text').min(1, 'must not be empty').max(255).exactOptional(),
  alg: z
    .enum(clientSigningAlgorithms, `must be one of ${clientSigningAlgorithms.join(', ')}`)
    .exactOptional(),
  use: z.literal('sig', 'must be sig: the key is for signatures').exactOptional(),
  status: z.enum(keyStatuses, `must be one of ${keyStatuses.join(', ')}`).default('active'),
  since: z.int('must be a time in seconds').exactOptional(),
}
const keySchema = z.discriminatedUnion(
  'kty',
  [
    z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256', 'must be P-256, the curve of ES256'),
      x: base64url,
      y: base64url,
      d: base64url,
      ...common,
    }),
    z.object({
      kty: z.literal('RSA'),
      n: base64url,
      e: base64url,
      d: base64url,
      p: base64url,
      q: base64url,
      dp: base64url,
      dq: base64url,
      qi: base64url,
      ...common,
    }),
  ],
  'must be RSA or EC',
)
type KeyFields = z.output<typeof keySchema>

/**
 * Reads one JWK with a private key.
 *
 * @param wanted an algorithm that takes the place of an RSA key's own `alg`
 * @returns the key, or what is wrong with it, field by field
 * @see RFC 7517 §4, RFC 7518 §6
 */
export function parseClientKey(
  jwk: unknown,
  { wanted }: { wanted: ClientSigningAlgorithm | null },
): { key: ClientKey } | { problems: string[] } {
  // One problem, and not one for each member that a public key lacks.
  if (isPublicKey(jwk)) return { problems: [publicKeyProblem] }
  const parsed = keySchema.safeParse(jwk)
  if (!parsed.success) {
    return {
      // What is no object at all has no path; of an object it would be the type that is missing.
      problems: parsed.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'kty'} ${message}`,
      ),
    }
  }
  const fields = parsed.data
  const algorithm = algorithmOf(fields, wanted)
  for (const alg of [fields.alg ?? algorithm, algorithm]) {
    if ((fields.kty === 'EC') === (alg === 'ES256')) continue
    return { problems: [`alg must fit the key: ${fields.kty} cannot sign with ${alg}`] }
  }
  const pair = openPair(fields)
  if (pair === null) return { problems: ['d does not belong to the public members beside it'] }
  const weakness = findWeakness(pair.publicKey)
  if (weakness !== null) return { problems: [weakness] }
  const kid = fields.kid ?? jwkThumbprint(fields)
  return {
    key: {
      kid,
      algorithm,
      status: fields.status,
      since: fields.since ?? null,
      publicJwk: toPublicJwk(fields, { kid, algorithm }),
      privateKey: pair.privateKey,
    },
  }
}

const publicKeyProblem = 'd is missing: this is a public key; the file must hold the private one'

function isPublicKey(jwk: unknown): boolean {
  const { kty, d } = (jwk ?? {}) as { kty?: unknown; d?: unknown }
  return (kty === 'RSA' || kty === 'EC') && d === undefined
}

/** Which members are public is listed; nothing is ever published by leaving the private ones out. */
function toPublicJwk(
  fields: KeyFields,
  { kid, algorithm: alg }: { kid: string; algorithm: ClientSigningAlgorithm },
): PublicJwk {
  const about = { kid, alg, use: 'sig' } as const
  return fields.kty === 'EC'
    ? { kty: 'EC', ...about, crv: fields.crv, x: fields.x, y: fields.y }
    : { kty: 'RSA', ...about, n: fields.n, e: fields.e }
}

function algorithmOf(
  { kty, alg }: KeyFields,
  wanted: ClientSigningAlgorithm | null,
): ClientSigningAlgorithm {
  if (wanted !== null && (wanted === 'ES256') === (kty === 'EC')) return wanted
  return alg ?? (kty === 'EC' ? 'ES256' : 'PS256')
}

/** Both halves, or null when what one signs the other does not verify. */
function openPair(fields: KeyFields) {
  try {
    const privateKey = createPrivateKey({ key: fields, format: 'jwk' })
    const { d: _, ...publicHalf } = fields
    const publicKey = createPublicKey({ key: publicHalf, format: 'jwk' })
    const probe = Buffer.from('probe')
    const belongs = verify('sha256', probe, publicKey, sign('sha256', probe, privateKey))
    return belongs ? { privateKey, publicKey } : null
  } catch {
    return null
  }
}

function findWeakness(publicKey: KeyObject): string | null {
  if (publicKey.asymmetricKeyType !== 'rsa') return null
  const { modulusLength = 0, publicExponent = 0n } = publicKey.asymmetricKeyDetails ?? {}
  if (modulusLength < leastModulusBits) {
    return `n has ${modulusLength} bits; an RSA key needs ${leastModulusBits} or more`
  }
  return publicExponent < leastExponent ? `e must be ${leastExponent} or more` : null
}
