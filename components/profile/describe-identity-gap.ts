/**
 * Which part of a person's identity could not be had, in a sentence, or null when nothing is missing.
 * UserInfo is asked at sign-in when the ID token names nobody; without claims of it, it did not answer.
 */
export function describeIdentityGap(
  claims: readonly { name: string; source: string }[],
): string | null {
  const has = (...names: string[]) => claims.some(({ name }) => names.includes(name))
  const missing = [
    has('name', 'given_name', 'family_name') ? null : 'name',
    has('preferred_username', 'email') ? null : 'username',
  ].filter((part) => part !== null)
  if (missing.length === 0) return null
  const what = missing.join(' and ')
  return claims.some(({ source }) => source === 'UserInfo')
    ? `Neither the ID token nor UserInfo gave us your ${what}.`
    : `The ID token has no ${what}, and UserInfo couldn't be read at sign-in. Below is what we have.`
}
