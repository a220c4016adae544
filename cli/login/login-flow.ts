import { refusal, usageError } from '@/cli/command-error'
import { decodeToken } from '@/cli/doctor/decode-token'
import { explainError } from '@/cli/doctor/explain-error'
import type { Config } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import {
  type AuthorizationGrant,
  authorizationCodeGrant,
} from '@/lib/oidc/authorization-code-grant'
import { createAuthorizationRequest } from '@/lib/oidc/authorization-request'
import { createRelyingParty, type RelyingParty } from '@/lib/oidc/relying-party'
import { listenForCallback } from './login-listener'
import { watchTokenAnswers } from './token-answers'

/** Where the answer to a sign-in from the command line arrives, unless it is said otherwise. */
export const defaultRedirectUri = 'http://localhost:4020/callback'

/** A sign-in that passed every check. */
export interface SignIn {
  readonly relyingParty: RelyingParty
  readonly grant: AuthorizationGrant
  /** Null: institution zero. */
  readonly institutionId: string | null
  /** The token endpoint's answer as it arrived. */
  readonly answer: Readonly<Record<string, unknown>>
}

/** How to sign in. */
export interface SignInOptions {
  readonly config: Config
  readonly applications: ExternalApplications
  readonly institutionId: string | null
  readonly loginHint: string | null
  readonly redirectUri: URL
  /** Gives up after five minutes unless it is said otherwise. */
  readonly within?: number
  readonly signal: AbortSignal
  /** Shows the address to open. */
  announce(url: URL): void
}

/**
 * The authorization code flow with a browser on this machine.
 *
 * @throws a refusal that says what is wrong and what to do
 */
export async function signIn({
  config,
  applications,
  institutionId,
  loginHint,
  redirectUri,
  within = 5 * 60_000,
  signal,
  announce,
}: SignInOptions): Promise<SignIn> {
  const answers = watchTokenAnswers()
  const relyingParty = createRelyingParty(config, {
    applications,
    fetch: answers.fetch,
    redirectUri: redirectUri.href,
  })
  const listener = await listenForCallback(redirectUri, { within, signal })
  try {
    const { url, application, ...secrets } = await createAuthorizationRequest(relyingParty, {
      institutionId,
      loginHint,
    })
    announce(url)
    const response = await listener.response
    const checks = { ...secrets, institutionId }
    const grant = await authorizationCodeGrant(relyingParty, { application, response, checks })
    return { relyingParty, grant, institutionId, answer: answers.last() ?? {} }
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'institution_denied') {
      throw refusal(
        `Not signed in: there is no institution ${institutionId}, or this person has no access there (access_denied). ` +
          'Check the id and the groups in Users & Groups; or somebody cancelled.',
      )
    }
    const known = await relyingParty.provider.get().catch(() => null)
    const { message, advice } = explainError(error, {
      config,
      applications,
      tokenEndpoint: known?.metadata.token_endpoint ?? null,
      application: applications.forInstitution(institutionId),
      service: false,
      idToken: decodeToken(answers.last()?.id_token),
    })
    throw refusal(`Not signed in: ${message}. ${advice}`)
  } finally {
    listener.close()
  }
}

/**
 * Reads a redirect URI of this machine.
 *
 * @throws usage error for any other
 */
export function parseRedirectUri(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url?.hostname ?? '')
  if (url === null || url.protocol !== 'http:' || !isLocal || url.search || url.hash) {
    throw usageError('--redirect-uri must be http on localhost or 127.0.0.1, without a query.')
  }
  return url
}
