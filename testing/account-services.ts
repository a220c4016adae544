import { basicAuthorization, createTestApplication } from '@/simulator/test-application'
import { type Flow, subjectOf } from './flow'

export const readScope = 'https://jackhenry.com/account-services/accounts.read'
export const writeScope = 'https://jackhenry.com/account-services/accounts.write'

/** Where the accounts of an institution are for a person, on the application itself. */
export function accountsUrl(flow: Flow, institutionId: string, email: string, below = ''): string {
  const base = `${flow.appUrl}/api/account-services/v1`
  return `${base}/${institutionId}/enterprise/${subjectOf(email)}/accounts${below}`
}

/** What a flow of the application brought for a person: at an institution, or at zero. */
export interface ObtainedTokens {
  readonly accessToken: string
  readonly idToken: string
}

/** Runs the flow with scopes of the test's own choice. */
export async function obtainTokens(
  { simulator, appUrl }: Flow,
  {
    email,
    scope,
    institutionId,
    proofOf,
  }: {
    email: string
    scope: string
    institutionId?: string
    /** A DPoP proof for the token request. */
    proofOf?: (method: string, url: string) => Promise<string>
  },
): Promise<ObtainedTokens> {
  const application = createTestApplication(simulator, { url: appUrl })
  const { url } = await application.authorize(email, {
    scope,
    ...(institutionId && { institutionId }),
  })
  const proof = proofOf && { dpop: await proofOf('POST', `${simulator.issuer}/token`) }
  const { body } = await application.token(
    {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: `${appUrl}/api/oidc/callback`,
      code_verifier: application.verifier,
    },
    { ...basicAuthorization(simulator.clients.basic, simulator.clients.secret), ...proof },
  )
  const { access_token: accessToken, id_token: idToken = '' } = body
  if (accessToken === undefined) throw new Error('no token')
  return { accessToken, idToken }
}
