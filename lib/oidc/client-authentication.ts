import 'server-only'
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  modifyAssertion,
  PrivateKeyJwt,
} from 'openid-client'
import type { Config } from '@/lib/config/parse-config'
import { AppError } from '@/lib/errors'
import type { ClientKey } from '@/lib/external-applications/client-key'
import type { ExternalApplication } from '@/lib/external-applications/external-application'

/**
 * How an application proves itself at the provider's endpoints, for openid-client.
 *
 * A client assertion is made anew for each request, also for one that is repeated, so its `jti` is
 * never used twice, and it is signed with the key that is active at that moment.
 *
 * @param options.signingKey the active key now; null without keys
 * @see RFC 6749 §2.3.1, RFC 7523 §2.2 and §3
 */
export function authenticateClient(
  { authentication }: ExternalApplication,
  {
    audience,
    signingKey,
  }: { audience: Config['clientAssertionAudience']; signingKey: () => ClientKey | null },
): ClientAuth {
  if (authentication.method === 'client_secret_basic') {
    return ClientSecretBasic(authentication.secret)
  }
  if (authentication.method === 'client_secret_post') return ClientSecretPost(authentication.secret)
  return (server, client, body, headers) => {
    const key = signingKey()
    if (key === null) {
      throw new AppError('provider_error', 'there is no key to sign a client assertion with')
    }
    const sign = PrivateKeyJwt(
      { key: toCryptoKey(key), kid: key.kid },
      {
        [modifyAssertion]: (_header, payload) => {
          // One alone: a list would make the assertion good for someone else too.
          payload.aud = audience === 'issuer' ? server.issuer : (server.token_endpoint ?? '')
        },
      },
    )
    return sign(server, client, body, headers)
  }
}

const webCryptoAlgorithms = {
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
} as const

function toCryptoKey({ privateKey, algorithm }: ClientKey): CryptoKey {
  return privateKey.toCryptoKey(webCryptoAlgorithms[algorithm], false, ['sign']) as CryptoKey
}
