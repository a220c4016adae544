import { parseArgs } from 'node:util'
import { parseConfig } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import { openExternalApplications } from '@/lib/external-applications/external-applications'
import { clientCredentialsGrant } from '@/lib/oidc/client-credentials-grant'
import { createRelyingParty } from '@/lib/oidc/relying-party'
import { refusal } from './command-error'
import { decodeToken } from './doctor/decode-token'
import { explainError } from './doctor/explain-error'
import { describeHeader, formatClaims, formatRows, formatTokens } from './login/sign-in-text'
import type { Shell } from './shell'

/** For `--help`. */
export const tokenUsage = `  token [--institution <id>] [--scope <scopes>] [--json] [--show-tokens]
                                                  Get a service token by client credentials and show its
                                                  claims. Scopes separated by blanks; openid by default.
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
  const tokens = values['show-tokens'] ? { tokens: { accessToken } } : {}
  if (values.json) shell.print(`${JSON.stringify({ ...shown, ...tokens }, null, 2)}\n`)
  else {
    const rows: [string, string][] = [
      ['Application', `${shown.application.clientId}, private_key_jwt, ${shown.application.kid}`],
      ['Access token', `${describeHeader(shown.header)}; ${shown.lifetimeSeconds} s`],
      ['Scopes asked', shown.scopes.asked.join(' ')],
      ['Scopes granted', shown.scopes.granted.join(' ')],
    ]
    shell.print(formatRows(rows))
    if (shown.claims !== null) shell.print(`\n${formatClaims('access token', shown.claims)}`)
    if (tokens.tokens) shell.print(`\n${formatTokens(tokens.tokens)}`)
  }
  return 0
}

async function getToken(
  { environment }: Shell,
  { institutionId, scopes }: { institutionId: string | null; scopes: readonly string[] },
) {
  const config = parseConfig(environment, { generateSessionSecret: () => '' })
  const applications = openExternalApplications(config)
  try {
    const application = applications.forService(institutionId)
    if (application === null) {
      throw refusal(
        'No application for service tokens: set JHI_SERVICE_CLIENT_ID to the id of a service account, and JHI_CLIENT_KEYS to the file of its keys.',
      )
    }
    const relyingParty = createRelyingParty(config, { applications })
    const asked = { application, institutionId, scopes }
    const tokenSet = await clientCredentialsGrant(relyingParty, asked).catch(async (error) => {
      if (!isAppError(error)) throw error
      const known = await relyingParty.provider.get().catch(() => null)
      const tokenEndpoint = known?.metadata.token_endpoint ?? null
      const facts = { config, applications, tokenEndpoint, application, service: true }
      const { message, advice } = explainError(error, facts)
      throw refusal(`No token: ${message}. ${advice}`)
    })
    const token = decodeToken(tokenSet.accessToken)
    return {
      application: { clientId: application.clientId, kid: applications.signingKey()?.kid ?? null },
      // Null for an opaque token.
      header: token?.header ?? null,
      claims: token?.claims ?? null,
      lifetimeSeconds: (tokenSet.accessTokenExpiresAt - tokenSet.accessTokenIssuedAt) / 1_000,
      scopes: { asked: scopes, granted: tokenSet.scopes },
      accessToken: tokenSet.accessToken,
    }
  } finally {
    applications.close()
  }
}
