import { plain } from '@/cli/doctor/check-line'
import { describeTime } from './claim-time'
import { describeMissing, type ListedInstitutions } from './listed-institutions'
import type { SignInReport } from './sign-in-report'

/** The report for a person to read. Without tokens in it, the refresh token is of no use any more. */
export function formatSignIn(report: SignInReport, { now }: { now: number }): string {
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
    ['Refresh token', describeRefreshToken(report)],
  ]
  return [
    formatRows(rows),
    institutions !== null && 'total' in institutions ? formatList(institutions) : '',
    formatClaims('ID token', idToken.claims, { now }),
    accessToken.claims === null ? '' : formatClaims('access token', accessToken.claims, { now }),
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

/** Claims as they are, one a line; times also as somebody would say them. */
export function formatClaims(
  of: string,
  claims: Readonly<Record<string, unknown>>,
  { now }: { now: number },
): string {
  const lines = Object.entries(claims).map(([name, value]) => {
    const time = times.has(name) && Number.isFinite(value) ? describeTime(Number(value), now) : null
    return plain(`  ${name}: ${JSON.stringify(value)}${time === null ? '' : ` (${time})`}`)
  })
  return `Claims of the ${of}\n${lines.join('\n')}\n`
}

const times: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf', 'auth_time'])

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

function describeRefreshToken(report: SignInReport): string {
  if (!report.refreshToken) return 'none; ask for offline_access'
  return 'tokens' in report ? 'yes' : 'yes, revoked again'
}

function formatList({ total, first }: ListedInstitutions): string {
  const lines = first.map(({ institutionId, name }) => plain(`  ${institutionId}  ${name}`))
  if (total > first.length) lines.push(`  … ${total - first.length} more`)
  return `Institutions: ${total}\n${lines.map((line) => `${line}\n`).join('')}`
}

function directoryNotices({ institutions }: SignInReport): string[] {
  if (institutions === null) return []
  if ('problem' in institutions) return [`${institutions.problem}. ${institutions.advice}`]
  const missing = describeMissing(institutions)
  return missing === null ? [] : [`${missing}.`]
}
