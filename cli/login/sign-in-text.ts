import { plain } from '@/cli/doctor/check-line'
import { describeMissing, type ListedInstitutions } from './listed-institutions'
import type { SignInReport } from './sign-in-report'

/** The report for a person to read. */
export function formatSignIn(report: SignInReport): string {
  const { accessToken, application, idToken, institution, institutions, scopes } = report
  const { name, preferred_username: username, sub } = idToken.claims
  const rows: [string, string][] = [
    ['Signed in', [name, username].filter(Boolean).join(', ') || String(sub)],
    ['Subject', String(sub)],
    ['Issuer', report.issuer],
    [
      'Application',
      [application.clientId, application.authentication, application.kid]
        .filter(Boolean)
        .join(', '),
    ],
    ['Institution', describeInstitution(institution)],
    ['Scopes asked', scopes.asked.join(' ')],
    ['Scopes granted', scopes.granted.join(' ')],
    ['ID token', describeHeader(idToken.header)],
    [
      'Access token',
      `${describeHeader(accessToken.header)}; ${accessToken.lifetimeSeconds} s; ${accessToken.boundToKey ? `bound to key ${accessToken.boundToKey}` : 'bearer'}`,
    ],
    ['Refresh token', report.refreshToken ? 'yes' : 'none; ask for offline_access'],
    ...(institutions !== null && 'total' in institutions
      ? [['Institutions', describeList(institutions)] satisfies [string, string]]
      : []),
  ]
  return [
    formatRows(rows),
    formatClaims('ID token', idToken.claims),
    accessToken.claims === null ? '' : formatClaims('Access token', accessToken.claims),
    ...[...report.notices, ...directoryNotices(report)].map(
      (notice) => `Notice: ${plain(notice)}\n`,
    ),
    ...('tokens' in report ? [formatTokens(report.tokens)] : []),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** Two columns. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([name, value]) => `${name.padEnd(16)}${plain(value)}\n`).join('')
}

/** Claims as they are, one a line. */
export function formatClaims(of: string, claims: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(claims).map(([name, value]) =>
    plain(`  ${name}: ${JSON.stringify(value)}`),
  )
  return `Claims of the ${of[0]?.toLowerCase() === 'i' ? of : of.toLowerCase()}\n${lines.join('\n')}\n`
}

/** Tokens, which only who asks for them sees. */
export function formatTokens(tokens: Readonly<Record<string, string | null | undefined>>): string {
  return Object.entries(tokens)
    .map(([name, token]) => `${name}: ${token ?? 'none'}\n`)
    .join('')
}

/** A JWT by its header. */
export function describeHeader(header: Readonly<Record<string, unknown>> | null): string {
  if (header === null) return 'opaque'
  const members = ['alg', 'kid', 'typ'].filter((name) => header[name] !== undefined)
  return `JWT, ${members.map((name) => `${name} ${String(header[name])}`).join(', ')}`
}

function describeInstitution({ asked, named }: SignInReport['institution']): string {
  return `${named ?? 'none named'}${asked === null ? ', asked for none (institution zero)' : ', as asked'}`
}

function describeList({ total, first }: ListedInstitutions): string {
  const names = first.map(({ name }) => name).join('; ')
  return total > first.length ? `${total}: ${names}; …` : `${total}${total > 0 ? `: ${names}` : ''}`
}

function directoryNotices({ institutions }: SignInReport): string[] {
  if (institutions === null) return []
  if ('problem' in institutions) return [`${institutions.problem}. ${institutions.advice}`]
  const missing = describeMissing(institutions)
  return missing === null ? [] : [`${missing}.`]
}
