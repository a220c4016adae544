import { parseArgs } from 'node:util'
import { plain } from './doctor/check-line'
import { describeHeader, formatClaims, formatRows, formatTokens } from './login/sign-in-text'
import type { Shell } from './shell'
import { getToken } from './token/get-token'

/** For `--help`. */
export const tokenUsage = `  token [--institution <id>] [--scope <scopes>] [--json] [--show-tokens]
        Get a service token by client credentials and show its claims.
        Scopes separated by blanks; openid by default.
`

/**
 * Gets an access token for the application itself and shows what it says.
 *
 * @throws ConfigError, or a refusal in words
 */
export async function runToken(parameters: string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({
    args: parameters,
    options: {
      institution: { type: 'string' },
      scope: { type: 'string', default: 'openid' },
      json: { type: 'boolean', default: false },
      'show-tokens': { type: 'boolean', default: false },
    },
  })
  const scopes = values.scope.split(/\s+/).filter((scope) => scope !== '')
  const report = await getToken(shell, { institutionId: values.institution ?? null, scopes })
  const { accessToken, ...shown } = report
  const tokens = values['show-tokens'] ? { accessToken } : null
  shell.print(
    values.json
      ? `${JSON.stringify({ ...shown, ...(tokens && { tokens }) }, null, 2)}\n`
      : formatReport(shown) + (tokens ? `\n${formatTokens(tokens)}` : ''),
  )
  return 0
}

type Shown = Omit<Awaited<ReturnType<typeof getToken>>, 'accessToken'>

function formatReport({ application, claims, header, notices, scopes, ...shown }: Shown): string {
  const rows: [string, string][] = [
    ['Application', `${application.clientId}, private_key_jwt, ${application.kid}`],
    ['Access token', `${describeHeader(header)}; ${shown.lifetimeSeconds} s`],
    ['Scopes asked', scopes.asked.join(' ')],
    ['Scopes granted', scopes.granted?.join(' ') ?? 'not said by the provider'],
  ]
  return [
    formatRows(rows),
    ...(claims === null ? [] : [formatClaims('access token', claims, { now: Date.now() })]),
    ...notices.map((notice) => `Notice: ${plain(notice)}\n`),
  ].join('\n')
}
