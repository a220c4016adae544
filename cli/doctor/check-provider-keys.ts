import type { Config } from '@/lib/config/parse-config'
import { ask } from './ask'
import { type CheckLine, failure, ok } from './check-line'
import { findList, findText, isObject, type Metadata } from './metadata'

const name = 'provider keys'

/** Whether the keys that verify ID tokens can be had, and are there. */
export async function checkProviderKeys(
  metadata: Metadata,
  { idTokenAlgorithms }: Pick<Config, 'idTokenAlgorithms'>,
): Promise<CheckLine[]> {
  const jwksUri = findText(metadata, 'jwks_uri')
  // Its absence is a line of the endpoints.
  if (jwksUri === null || !URL.canParse(jwksUri)) return []
  const answer = await ask(jwksUri)
  const reach = 'ID tokens cannot be verified: this machine must be able to reach that address.'
  if ('problem' in answer) {
    return [failure(name, `${jwksUri} cannot be reached: ${answer.problem}`, reach)]
  }
  const keys = isObject(answer.body) ? answer.body.keys : undefined
  if (answer.status !== 200 || !Array.isArray(keys)) {
    const what = answer.status === 200 ? 'answers no JWK Set' : `answers ${answer.status}`
    return [failure(name, `${jwksUri} ${what}`, reach)]
  }
  const offered = findList(metadata, 'id_token_signing_alg_values_supported') ?? idTokenAlgorithms
  const wanted = offered.filter((algorithm) => idTokenAlgorithms.includes(algorithm))
  const held = wanted.filter((algorithm) => keys.some((key) => fits(key, algorithm)))
  if (wanted.length > 0 && held.length === 0) {
    const message = `${jwksUri} has no key for ${wanted.join(', ')}`
    const advice =
      'Leave JHI_ID_TOKEN_ALG unset; if it is, ask Jack Henry which keys sign ID tokens.'
    return [failure(name, message, advice)]
  }
  return [ok(name, `${keys.length} of them, for ${held.join(', ') || 'none that is expected'}`)]
}

const curves: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  EdDSA: 'Ed25519',
}

function fits(key: unknown, algorithm: string): boolean {
  if (!isObject(key) || (key.alg !== undefined && key.alg !== algorithm) || key.use === 'enc') {
    return false
  }
  const curve = curves[algorithm]
  return curve === undefined ? key.kty === 'RSA' : key.crv === curve
}
