import type { Config } from '@/lib/config/parse-config'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'

/** What the token endpoint said to one of our applications. */
export interface Refusal {
  readonly application: ExternalApplication
  /** Asked with client credentials. */
  readonly service: boolean
  readonly oauthError: string
  readonly status: number
}

/** What the refused request was made with. */
export interface ProofFacts {
  readonly config: Config
  readonly applications: ExternalApplications
  /** The token endpoint, where it is known. */
  readonly tokenEndpoint: string | null
}

/** The codes of a token endpoint that are about the client, and not about what it asked for. */
export function isClientError({ oauthError, status }: Pick<Refusal, 'oauthError' | 'status'>) {
  return (
    status === 401 ||
    ['invalid_client', 'invalid_request', 'unauthorized_client'].includes(oauthError)
  )
}

/** Which proof it was, for the line of a refusal or an acceptance. */
export function describeProof(
  { authentication }: ExternalApplication,
  { config, applications, tokenEndpoint }: ProofFacts,
): string {
  if (authentication.method !== 'private_key_jwt') return authentication.method
  const key = applications.signingKey()
  const audience = config.clientAssertionAudience === 'issuer' ? config.issuer : tokenEndpoint
  return `private_key_jwt: kid ${key?.kid}, ${key?.algorithm}, aud ${audience}, exp in seconds`
}

/** What to do about a refusal, when no other setting would have been accepted. */
export function explainClient(refusal: Refusal, facts: ProofFacts): string {
  const { application, oauthError, service } = refusal
  if (oauthError === 'unauthorized_client') {
    return service
      ? 'Its application type must be “service account”: have one made in Users & Groups, and set JHI_SERVICE_CLIENT_ID to its id.'
      : 'Its application type must be “standard” to sign people in; a service account belongs into JHI_SERVICE_CLIENT_ID.'
  }
  const byKey = application.authentication.method === 'private_key_jwt'
  if (oauthError === 'invalid_request') return explainMissingProof(byKey)
  return byKey ? explainKey(facts) : explainSecret(application)
}

function explainMissingProof(byKey: boolean): string {
  const names = byKey
    ? 'the form’s client_id and client_assertion (underscores, never client-assertion)'
    : 'the Authorization header'
  const other = byKey ? '' : ', or set JHI_CLIENT_AUTH=client_secret_post'
  return `“No client authentication mechanism provided” means that ${names} did not arrive. Look for a proxy in between that drops or renames it${other}.`
}

function explainSecret({ institutionId, authentication }: ExternalApplication): string {
  const [id, secret, method] =
    institutionId === null
      ? ['JHI_CLIENT_ID', 'JHI_CLIENT_SECRET', 'JHI_CLIENT_AUTH']
      : ['clientId', 'clientSecret', 'clientAuth']
  return `Copy ${secret} anew and whole, from the same External Application as ${id}. If that is so, ${method} (${authentication.method}) is not what it is registered with, or it has a public key: then set ${method}=private_key_jwt.`
}

function explainKey({ config }: ProofFacts): string {
  return `At the External Application compare the public key (JWKS URI ${config.appUrl}/.well-known/jwks.json with this kid, or the PEM of npm run jhi -- keys export --pem), and its type: standard for people, service account for JHI_SERVICE_CLIENT_ID. If both are right, look at the clock, at the algorithm, and at the host in aud: banno.com became login.jackhenry.com.`
}
