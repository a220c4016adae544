import type { Account, KoaContextWithOIDC } from 'oidc-provider'
import type { Entitlements } from './entitlements.ts'
import { findPersonBySub, type Person } from './people.ts'
import { institutionOfGrant, requestedInstitution } from './requested-institution.ts'

/**
 * Finds the person an account id stands for. With a code or refresh token as source, a person who
 * has lost access to its institution is not found, which the provider answers as `invalid_grant`.
 */
export function findAccount(
  ctx: KoaContextWithOIDC,
  sub: string,
  source: { grantId?: string | undefined } | undefined,
  entitlements: Entitlements,
): Account | undefined {
  const person = findPersonBySub(sub)
  if (person === undefined) return undefined
  if (source === undefined) return toAccount(person, requestedInstitution(ctx))
  const institutionId = institutionOfGrant(source.grantId)
  if (!entitlements.has(sub, institutionId)) return undefined
  const wrong: unknown = ctx.state.tokenInstitution
  return toAccount(person, typeof wrong === 'string' ? wrong : institutionId)
}

/** All claims there are about a person at an institution; scopes decide which are answered. */
export function claimsOf(person: Person, institutionId: string) {
  return {
    sub: person.sub,
    institutionId,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    middle_name: null,
    preferred_username: person.email,
    locale: 'en-US',
    email: person.email,
    email_verified: true,
    phone_number: person.phone,
    phone_number_verified: false,
    address: { country: 'US' },
  }
}

function toAccount(person: Person, institutionId: string): Account {
  return { accountId: person.sub, claims: async () => claimsOf(person, institutionId) }
}
