import type { DecodedToken } from '@/cli/doctor/decode-token'
import { findText } from '@/cli/doctor/metadata'
import type { Config } from '@/lib/config/parse-config'

/** Seconds since 1970 stay below this for three thousand years; milliseconds do not. */
const latestSeconds = 100_000_000_000
/** Longer than any access token lives; 600 s in milliseconds is beyond it. */
const longestLife = 86_400 * 3

/** What people wonder about in tokens: each a sentence, none of them an error. */
export function findOddities({
  config,
  answer,
  accessToken,
  idToken,
}: {
  config: Pick<Config, 'issuer'>
  answer: Readonly<Record<string, unknown>>
  accessToken: DecodedToken | null
  idToken: DecodedToken | null
}): string[] {
  const oddities: string[] = []
  const { expires_in: expiresIn } = answer
  if (typeof expiresIn !== 'number') {
    oddities.push('The answer has no expires_in; 600 seconds are assumed, as documented.')
  } else if (expiresIn > longestLife) {
    oddities.push(`expires_in is ${expiresIn}, which looks like milliseconds; it counts seconds.`)
  }
  for (const [name, token] of [
    ['access token', accessToken],
    ['ID token', idToken],
  ] as const) {
    const exp = token?.claims.exp
    if (typeof exp === 'number' && exp > latestSeconds) {
      oddities.push(`exp of the ${name} looks like milliseconds; it counts seconds since 1970.`)
    }
    const issuer = token && findText(token.claims, 'iss')
    if (issuer && issuer !== config.issuer) {
      const www = issuer.replace('://www.', '://') === config.issuer.replace('://www.', '://')
      const how = www ? ', the same but for www.' : '.'
      oddities.push(`iss of the ${name} is ${issuer}, and JHI_ISSUER is ${config.issuer}${how}`)
    }
  }
  const algorithm = idToken && findText(idToken.header, 'alg')
  if (algorithm && algorithm !== 'RS256') {
    oddities.push(`The ID token is signed with ${algorithm}; many libraries expect RS256 alone.`)
  }
  return oddities
}
