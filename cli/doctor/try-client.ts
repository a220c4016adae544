import type { Config } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { clientCredentialsGrant } from '@/lib/oidc/client-credentials-grant'
import { type ClientProbe, probeClient } from '@/lib/oidc/probe-client'
import { createRelyingParty, type RelyingParty } from '@/lib/oidc/relying-party'

/** One of our registrations, and what it is for. */
export interface Candidate {
  /** Where it is configured. */
  readonly label: string
  readonly application: ExternalApplication
  /** Gets service tokens; signs nobody in. */
  readonly service: boolean
}

/**
 * Lets an application prove itself: with a made-up code, or, as a service account knows no codes,
 * with a service token that is thrown away.
 *
 * @throws AppError for anything but an acceptance or a refusal
 */
export async function tryClient(
  relyingParty: RelyingParty,
  { application, service }: Candidate,
): Promise<ClientProbe> {
  if (!service) return probeClient(relyingParty, application)
  const { institutionId } = application
  try {
    await clientCredentialsGrant(relyingParty, { application, institutionId, scopes: ['openid'] })
    return { accepted: true }
  } catch (error) {
    if (!isAppError(error) || typeof error.facts.oauthError !== 'string') throw error
    const { oauthError, status } = error.facts
    return { accepted: false, oauthError, status: Number(status) }
  }
}

/** The setting with which a refused application would have been accepted; null when none helps. */
export async function findBetterSetting(
  relyingParty: RelyingParty,
  candidate: Candidate,
): Promise<string | null> {
  const { authentication, institutionId } = candidate.application
  if (authentication.method === 'private_key_jwt') {
    const { config, applications, redirectUri } = relyingParty
    const audience = config.clientAssertionAudience === 'issuer' ? 'token_endpoint' : 'issuer'
    const changed: Config = { ...config, clientAssertionAudience: audience }
    const other = createRelyingParty(changed, { applications, redirectUri })
    const accepted = await isAccepted(other, candidate)
    return accepted ? `JHI_CLIENT_ASSERTION_AUDIENCE=${audience}` : null
  }
  const method =
    authentication.method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
  const application: ExternalApplication = {
    ...candidate.application,
    authentication: { method, secret: authentication.secret },
  }
  const accepted = await isAccepted(relyingParty, { ...candidate, application })
  const setting = institutionId === null ? 'JHI_CLIENT_AUTH=' : 'clientAuth in JHI_APPLICATIONS to '
  return accepted ? `${setting}${method}` : null
}

async function isAccepted(relyingParty: RelyingParty, candidate: Candidate): Promise<boolean> {
  const outcome = await tryClient(relyingParty, candidate).catch(() => null)
  return outcome?.accepted === true
}
