import { isLoopback } from '@/lib/config/loopback'
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
  /** Whether our address serves our keys; undefined when nobody looked. */
  readonly served?: boolean
}

/** The codes of a token endpoint that are about the client, and not about what it asked for. */
export function isClientError({ oauthError, status }: Pick<Refusal, 'oauthError' | 'status'>) {
  return (
    status === 401 ||
    ['invalid_client', 'invalid_request', 'unauthorized_client'].includes(oauthError)
  )
}

/** Which proof it was, for the line of a refusal. */
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
      : 'Its application type must be “standard” to sign people in; a service account belongs in JHI_SERVICE_CLIENT_ID.'
  }
  const byKey = application.authentication.method === 'private_key_jwt'
  if (oauthError === 'invalid_request') return explainMissingProof(byKey)
  return byKey ? explainKey(facts) : explainSecret(application, facts)
}

function explainMissingProof(byKey: boolean): string {
  const names = byKey
    ? 'the form’s client_id and client_assertion (underscores, never client-assertion)'
    : 'the Authorization header'
  const other = byKey ? '' : ', or set JHI_CLIENT_AUTH=client_secret_post'
  return `“No client authentication mechanism provided” means that ${names} did not arrive. Look for a proxy in between that drops or renames it${other}.`
}

function explainSecret(
  { institutionId, authentication }: ExternalApplication,
  { config }: ProofFacts,
): string {
  if (config.usesSimulator && institutionId === null) {
    return 'The simulator has its own: remove JHI_CLIENT_SECRET and JHI_CLIENT_ID.'
  }
  const [id, secret, method, service] =
    institutionId === null
      ? ['JHI_CLIENT_ID', 'JHI_CLIENT_SECRET', 'JHI_CLIENT_AUTH', 'JHI_SERVICE_CLIENT_ID']
      : ['clientId', 'clientSecret', 'clientAuth', 'serviceClientId']
  return `Copy ${secret} anew and whole; or ${id} is misspelt, or a service account, which belongs in ${service}. If all of that is right, ${method} (${authentication.method}) is not what it is registered with; with a public key, set ${method}=private_key_jwt.`
}

function explainKey({ config, tokenEndpoint, served }: ProofFacts): string {
  const audience = config.clientAssertionAudience === 'issuer' ? config.issuer : tokenEndpoint
  const { hostname = '' } = audience && URL.canParse(audience) ? new URL(audience) : {}
  const moved = /(^|\.)banno\.com$/.test(hostname)
    ? ' In aud, banno.com became login.jackhenry.com.'
    : ''
  return `${explainPublication(config, served)}${moved}`
}

function explainPublication(config: Config, served: boolean | undefined): string {
  const pem = 'npm run -s jhi -- keys export --pem'
  const { hostname } = new URL(config.appUrl)
  if (isLoopback(new URL(config.appUrl)) && !isLoopback(new URL(config.issuer))) {
    return `The provider cannot reach ${hostname}; register the PEM: ${pem}.`
  }
  if (served === false) {
    return `The provider cannot fetch our key (see publication). Start the application, or register the PEM: ${pem}.`
  }
  const compare = 'compare JWKS URI or PEM at the External Application'
  return `The provider may still have the keys it fetched before: wait a minute and try again. If it stays, ${compare}.`
}
