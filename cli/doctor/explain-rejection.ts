import type { Config } from '@/lib/config/parse-config'
import type { DecodedToken } from './decode-token'
import { explainIssuer } from './explain-issuer'
import { findText } from './metadata'

/**
 * Explains why an answer of the provider was not taken: by the ID token that came with it where that
 * shows the reason, else by the check that failed.
 */
export function explainRejection(
  check: string,
  { config, idToken }: { config: Config; idToken?: DecodedToken | null },
): { message: string; advice: string } {
  const shown = idToken ? explainIdToken(idToken, config) : null
  if (shown !== null) return shown
  const [message, advice] = Object.entries(byCheck).find(([part]) => check.includes(part))?.[1] ?? [
    `a check of the provider’s answer failed${check ? ` (${check})` : ''}`,
    'Run npm run jhi -- doctor for what may be wrong; if all is well there, begin again.',
  ]
  return { message, advice }
}

function explainIdToken({ header, claims }: DecodedToken, config: Config) {
  const algorithm = findText(header, 'alg') ?? 'nothing'
  if (!config.idTokenAlgorithms.includes(algorithm)) {
    return {
      message: `unexpected JWT alg received, expected ${config.idTokenAlgorithms.join(' or ')}, got: ${algorithm}`,
      advice: `Leave JHI_ID_TOKEN_ALG unset, or set it to ${algorithm} if that is what Jack Henry signs with.`,
    }
  }
  const issuer = findText(claims, 'iss')
  if (issuer !== null && issuer !== config.issuer) {
    const { message, advice } = explainIssuer(issuer, config)
    return { message: message.replace('the metadata’s issuer', 'the ID token’s issuer'), advice }
  }
  return null
}

const clock =
  'Set this machine’s clock by NTP; the line “clock” of npm run jhi -- doctor says by how much it is off.'
const again =
  'Begin again; if it happens twice, something between browser and provider changes the answer.'

const byCheck: Readonly<Record<string, readonly [string, string]>> = {
  TIMESTAMP: ['the ID token is too old or from the future', clock],
  EXPIRED: ['the ID token has ended already', clock],
  iat: ['the ID token’s time does not fit our clock', clock],
  token_type: [
    'the access token is not of the type asked for',
    'The provider did not bind it: set JHI_DPOP=off, or have DPoP enabled for the External Application.',
  ],
  SIGNATURE: ['the ID token’s signature is not the provider’s', again],
  NO_MATCHING_KEY: [
    'the ID token is signed with a key that the provider does not publish',
    'Try again in a minute, as keys may be changing; else check that JHI_DISCOVERY_URL is the provider’s.',
  ],
  INVALID_RESPONSE: [
    'the answer does not belong to this request (state, iss, or a parameter that came twice)',
    again,
  ],
  CLAIM: ['the ID token was not made for this request (nonce, aud or iss)', again],
  NOT_CONFORM: [
    'the token endpoint’s answer is no OAuth answer',
    'Check that the token_endpoint of the metadata is the provider’s, and no page of a proxy.',
  ],
  NOT_JSON: [
    'the token endpoint’s answer is no JSON',
    'Check that the token_endpoint of the metadata is the provider’s, and no page of a proxy.',
  ],
}
