import 'server-only'
import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { isAppError } from '@/lib/errors'
import { toComparableAddress } from './comparable-address'
import { invalidToken, proofAlgorithms } from './invalid-token'

/** What every proof is measured by. */
export interface ProofRules {
  /** The addresses the caller may have used for this request; a proxy may have changed it. */
  readonly addresses: readonly string[]
  /** True for the first caller with this key until `expiresAt`, in milliseconds. */
  claimOnce(key: string, expiresAt: number): Promise<boolean>
  readonly now?: () => number
}

/** What this one proof has to fit. */
export interface ProvenRequest {
  readonly method: string
  readonly accessToken: string
  /** `cnf.jkt` of the access token. */
  readonly thumbprint: string
}

const longestProof = 8_192
const longestId = 255
const windowSeconds = 60
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/**
 * Verifies that whoever sends this request holds the key that the access token is bound to. The
 * proof counts as used only after everything else about it was in order.
 *
 * @throws AppError `invalid_token`, whose fact `check` names what failed; what `claimOnce` throws
 * @see RFC 9449 §4.3, §7.1, §11.1
 */
export async function verifyDpopProof(
  proof: string | null,
  { method, accessToken, thumbprint }: ProvenRequest,
  { addresses, claimOnce, now = Date.now }: ProofRules,
): Promise<void> {
  if (proof === null || proof.length > longestProof) throw refused('header')
  // Several headers arrive as one with commas, also when one of them is empty.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(proof)) throw refused('header')
  const time = now()
  const { htm, htu, iat, ath, jti } = await readSignedClaims(proof, thumbprint, time)
  if (htm !== method) throw refused('htm')
  const address = toComparableAddress(htu)
  if (address === null || !addresses.map(toComparableAddress).includes(address)) {
    throw refused('htu')
  }
  if (iat === undefined || Math.abs(time / 1_000 - iat) > windowSeconds) throw refused('iat')
  if (ath !== sha256(accessToken)) throw refused('ath')
  if (typeof jti !== 'string' || jti === '' || jti.length > longestId) throw refused('jti')
  // Kept for one window more than the proof lives, for servers whose clocks differ.
  const expiresAt = (Math.ceil(iat) + 2 * windowSeconds) * 1_000
  if (!(await claimOnce(`dpop:${sha256(thumbprint + jti)}`, expiresAt))) throw refused('replay')
}

/** jose refuses RSA keys below 2048 bits, and keys of another kind or curve than `alg` names. */
async function readSignedClaims(
  proof: string,
  thumbprint: string,
  time: number,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(proof, (header) => readProofKey(header, thumbprint), {
    typ: 'dpop+jwt',
    algorithms: [...proofAlgorithms],
    clockTolerance: windowSeconds,
    currentDate: new Date(time),
  }).catch((cause: unknown) => {
    throw isAppError(cause) ? cause : refused('jws', cause)
  })
  return payload
}

/** The thumbprint comes first: no signature is computed with a key that does not matter. */
async function readProofKey(header: JWTHeaderParameters, thumbprint: string) {
  const { jwk } = header
  if (jwk === undefined || privateMembers.some((name) => name in jwk)) throw refused('jwk')
  if ((await calculateJwkThumbprint(jwk)) !== thumbprint) throw refused('jkt')
  return EmbeddedJWK(header)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

const refused = (check: string, cause?: unknown) =>
  invalidToken(
    'the DPoP proof is not acceptable',
    { scheme: 'DPoP', challenge: 'invalid_dpop_proof', check },
    cause,
  )
