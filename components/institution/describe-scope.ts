const descriptions: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'Read your name and username',
  email: 'Read your email address',
  offline_access: 'Stay connected without asking you again',
}

/** Endings of scopes that are URLs, for example `…/account-services/accounts.read`. */
const endings: readonly (readonly [ending: RegExp, description: string])[] = [
  [/\/offline_access$/, 'Stay connected without asking you again'],
  [/\/accounts\.(read|readonly)$/, 'See accounts and balances'],
  [/\/accounts\.(write|manage)$/, 'Change accounts'],
  [/\/transactions(\.detail)?\.(read|readonly)$/, 'See transactions'],
  [/\/user\.abilities\.read$/, 'See what you may do at this institution'],
  [/\/user\.profile\.(read|readonly)$/, 'Read your profile'],
]

/** A scope in plain words, or null when nobody has written them yet. */
export function describeScope(scope: string): string | null {
  if (Object.hasOwn(descriptions, scope)) return descriptions[scope] ?? null
  return endings.find(([ending]) => ending.test(scope))?.[1] ?? null
}
