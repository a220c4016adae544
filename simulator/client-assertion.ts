import { errors } from 'oidc-provider'
import { type Now, secondsOf } from './clock.ts'

const ceilingSeconds = 5 * 60
const toleranceSeconds = 15

/**
 * Which audience a client assertion must name: the token endpoint, as the documentation has it, the
 * issuer, or any that oidc-provider takes – both of these and the endpoint that is called.
 */
export type AssertionAudience = 'any' | 'token_endpoint' | 'issuer'

/** What a client assertion is held against. */
export interface AssertionRules {
  issuer: string
  assertionAudience: AssertionAudience
  now: Now
}

/** Refuses what oidc-provider would let pass. */
export function checkClientAssertion(
  { aud, exp }: { aud?: unknown; exp?: unknown },
  rules: AssertionRules,
): void {
  checkAudience(aud, rules)
  // An application's library may know no clock but the machine's, so both will do.
  const clocks = [secondsOf(Date.now), secondsOf(rules.now)]
  if (!clocks.some((seconds) => livesShortly(Number(exp), seconds))) {
    throw new errors.InvalidClientAuth('the client assertion lives longer than five minutes')
  }
}

// The documentation counts `exp` in milliseconds, the standard in seconds; both are understood.
function livesShortly(exp: number, now: number): boolean {
  const left = (exp > 100_000_000_000 ? exp / 1000 : exp) - now
  return left > -toleranceSeconds && left <= ceilingSeconds + toleranceSeconds
}

function checkAudience(aud: unknown, { assertionAudience, issuer }: AssertionRules): void {
  if (assertionAudience === 'any') return
  const expected = assertionAudience === 'issuer' ? issuer : `${issuer}/token`
  const only = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  if (only !== expected) throw new errors.InvalidClientAuth(`the audience must be ${expected}`)
}
