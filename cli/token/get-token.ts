import { refusal } from '@/cli/command-error'
import { decodeToken } from '@/cli/doctor/decode-token'
import { explainError } from '@/cli/doctor/explain-error'
import { watchTokenAnswers } from '@/cli/login/token-answers'
import type { Shell } from '@/cli/shell'
import { parseConfig } from '@/lib/config/parse-config'
import { type AppError, isAppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { openExternalApplications } from '@/lib/external-applications/external-applications'
import { clientCredentialsGrant } from '@/lib/oidc/client-credentials-grant'
import { createRelyingParty } from '@/lib/oidc/relying-party'
import { findGrantedScopes } from './granted-scopes'

/** What is asked for; null is no institution in particular. */
export interface TokenRequest {
  readonly institutionId: string | null
  readonly scopes: readonly string[]
}

/**
 * Gets an access token for the application itself, and everything worth knowing about it.
 *
 * @throws ConfigError, or a refusal in words
 */
export async function getToken({ environment }: Shell, request: TokenRequest) {
  const { institutionId, scopes } = request
  const config = parseConfig(environment, { generateSessionSecret: () => '' })
  const applications = openExternalApplications(config)
  try {
    const application = applications.forService(institutionId)
    if (application === null) {
      throw refusal(
        'No application for service tokens: set JHI_SERVICE_CLIENT_ID to the id of a service account, and JHI_CLIENT_KEYS to the file of its keys.',
      )
    }
    const answers = watchTokenAnswers()
    const relyingParty = createRelyingParty(config, { applications, fetch: answers.fetch })
    const asked = { application, institutionId, scopes }
    const tokenSet = await clientCredentialsGrant(relyingParty, asked).catch(async (error) => {
      if (!isAppError(error)) throw error
      const known = await relyingParty.provider.get().catch(() => null)
      const tokenEndpoint = known?.metadata.token_endpoint ?? null
      const facts = { config, applications, tokenEndpoint, application, service: true }
      const { message, advice } = explainError(error, facts)
      const own = adviseOwnAccount(error, asked, config.institutionClaim)
      throw refusal(`No token: ${message}. ${own ?? advice}`)
    })
    const token = decodeToken(tokenSet.accessToken)
    const granted = findGrantedScopes(token, answers.last())
    const missing = granted === null ? [] : scopes.filter((scope) => !granted.includes(scope))
    const general = describeGeneral(asked)
    return {
      application: { clientId: application.clientId, kid: applications.signingKey()?.kid ?? null },
      // Null for an opaque token.
      header: token?.header ?? null,
      claims: token?.claims ?? null,
      lifetimeSeconds: (tokenSet.accessTokenExpiresAt - tokenSet.accessTokenIssuedAt) / 1_000,
      /** `granted` is null when the provider does not say. */
      scopes: { asked: scopes, granted },
      notices: [
        ...(missing.length > 0 ? [`Not granted: ${missing.join(', ')}.`] : []),
        ...(general === null ? [] : [general]),
      ],
      accessToken: tokenSet.accessToken,
    }
  } finally {
    applications.close()
  }
}

interface Asked extends TokenRequest {
  readonly application: ExternalApplication
}

/** Whether somebody who asked for an institution got the application for all. */
function describeGeneral({ application, institutionId }: Asked): string | null {
  return institutionId !== null && application.institutionId === null
    ? `The application for all institutions, ${application.clientId}, was used.`
    : null
}

/** Refusals that a service account of the institution’s own would not meet. */
function adviseOwnAccount(error: AppError, asked: Asked, claim: string): string | null {
  const { institutionId, application } = asked
  const isMismatch = error.code === 'institution_mismatch'
  if (institutionId === null) return null
  if (!isMismatch && error.facts.oauthError !== 'unauthorized_client') return null
  const used = describeGeneral(asked)
  return used === null && isMismatch
    ? `Check that ${application.clientId} is a service account of ${institutionId}, and JHI_INSTITUTION_CLAIM (${claim}).`
    : `${used ?? `The application ${application.clientId} was used.`} Set "serviceClientId" of ${institutionId} in JHI_APPLICATIONS to a service account.`
}
