/** The audience of every access token: one made-up identifier for all of Jack Henry's APIs. */
export const apiAudience = 'https://apis.jack-henry.simulator.example'

/** The spelling of the refresh scope that Banno documents on the consumer side. */
export const bannoOfflineAccess = 'https://api.banno.com/consumer/auth/offline_access'

/** Scopes that ask for a refresh token. The one for back-office clients is not documented. */
const refreshScopes = ['offline_access', bannoOfflineAccess] as const

/** Scopes a client may ask for. */
export const scopes = [
  'openid',
  'profile',
  'email',
  'phone',
  'address',
  ...refreshScopes,
  'https://jackhenry.com/account-services/accounts.read',
  'https://jackhenry.com/account-services/accounts.write',
]

/** Which claims a scope brings, into the ID token as well as to UserInfo. */
export const claimsByScope = {
  openid: ['sub', 'institutionId'],
  profile: ['name', 'given_name', 'family_name', 'middle_name', 'preferred_username', 'locale'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
}

/** Whether a set of scopes earns a refresh token. */
export function asksForRefreshToken(requested: ReadonlySet<string>): boolean {
  return refreshScopes.some((scope) => requested.has(scope))
}
