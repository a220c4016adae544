import { type AppError, type ErrorFacts, isAppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { DecodedToken } from './decode-token'
import { explainClient, isClientError, type ProofFacts } from './explain-client'
import { explainRejection } from './explain-rejection'

/** A failure in words, and what to do about it. */
export interface Explanation {
  readonly message: string
  readonly advice: string
}

/** What was going on when it failed. */
export interface FailureFacts extends ProofFacts {
  readonly application: ExternalApplication
  /** Asked with client credentials. */
  readonly service: boolean
  /** The ID token that came, refused or not. */
  readonly idToken?: DecodedToken | null
}

/** Explains what a message to or from the provider failed with. */
export function explainError(error: AppError, facts: FailureFacts): Explanation {
  const told = allFacts(error)
  if (typeof told.oauthError === 'string') {
    const status = typeof told.status === 'number' ? told.status : null
    return explainOauthError(told.oauthError, { ...facts, status })
  }
  const { config } = facts
  switch (error.code) {
    case 'provider_unavailable':
      return {
        message: `the provider cannot be used now${describeUnavailable(told)}`,
        advice:
          'Run npm run jhi -- doctor: its line “metadata” says what to set; a 429 passes by waiting.',
      }
    case 'institution_mismatch':
      return {
        message: 'the token is not for the institution that was asked for',
        advice: `Check JHI_INSTITUTION_PARAM (${config.institutionParam ?? 'empty'}) and JHI_INSTITUTION_CLAIM (${config.institutionClaim}), and for which institution the External Application was made.`,
      }
    case 'directory_unavailable':
      return {
        message: `the institutions cannot be listed${told.status ? `: the list answers ${told.status}` : ''}`,
        advice:
          'Check JHI_INSTITUTIONS_URL (404, or another shape) and the scopes of JHI_SCOPES (401, 403).',
      }
    case 'response_rejected':
      return explainRejection(String(told.check ?? told.claim ?? ''), facts)
    default:
      return { message: error.message, advice: 'Run npm run jhi -- doctor for what may be wrong.' }
  }
}

/** A refusal by its OAuth code; `status` null when the browser brought it. */
export function explainOauthError(
  oauthError: string,
  { status, ...facts }: FailureFacts & { status: number | null },
): Explanation {
  if (status !== null && isClientError({ oauthError, status })) {
    const { application, service } = facts
    return {
      message: `the provider refused the application ${application.clientId}: ${oauthError} (${status})`,
      advice: explainClient({ application, service, oauthError, status }, facts),
    }
  }
  return {
    message: `the provider refused: ${oauthError}${status === null ? '' : ` (${status})`}`,
    advice: advice[oauthError] ?? 'Ask Jack Henry with this code and the time of the attempt.',
  }
}

const later = 'Try again in a minute; if it stays, ask Jack Henry with the time of the attempt.'
const dpop = 'Check this machine’s clock (NTP), or set JHI_DPOP=off.'
const again = 'Begin again, in one browser and without a pause.'

const advice: Readonly<Record<string, string>> = {
  access_denied:
    'Somebody cancelled, or this person has no access there: check the groups in Users & Groups, and JHI_INSTITUTION_ZERO if it is set.',
  invalid_grant: `The code was used, is too old, or was made for another redirect URI. ${again}`,
  invalid_request:
    'The provider does not take a parameter: check the spelling in JHI_INSTITUTION_PARAM, or leave it empty when each institution has its own application. “authorization request has expired” means begin again.',
  invalid_scope:
    'Enable each scope of JHI_SCOPES (for service tokens: of --scope) at the External Application, or take it out there.',
  unauthorized_client:
    'The External Application must be of type “standard” to sign people in; check JHI_CLIENT_ID.',
  login_required: again,
  interaction_required: again,
  consent_required: 'Allow it on the provider’s page, or turn off “User consent required”.',
  invalid_dpop_proof: dpop,
  use_dpop_nonce: dpop,
  server_error: later,
  temporarily_unavailable: later,
}

function describeUnavailable({ found, status, endpoint }: ErrorFacts): string {
  if (found) return `: its metadata names the issuer ${found}, which is not JHI_ISSUER`
  if (status) return `: ${endpoint} answers ${status}`
  return endpoint ? `: no answer from ${endpoint}` : ''
}

/** Its own facts before those of its causes. */
function allFacts(error: unknown, depth = 0): ErrorFacts {
  if (!isAppError(error) || depth > 4) return {}
  return { ...allFacts(error.cause, depth + 1), ...error.facts }
}
