import { decodeToken } from '@/cli/doctor/decode-token'
import { jwkThumbprint } from '@/lib/external-applications/jwk-thumbprint'
import { readInstitution } from '@/lib/oidc/institution-claim'
import { listInstitutions } from './listed-institutions'
import type { SignIn } from './login-flow'
import { findOddities } from './token-oddities'

/** Everything worth knowing about a sign-in, without a token unless tokens are to be shown. */
export type SignInReport = Awaited<ReturnType<typeof reportSignIn>>

/** Puts it together; asks the directory when the sign-in was at institution zero. */
export async function reportSignIn(signIn: SignIn, { showTokens }: { showTokens: boolean }) {
  const { answer, grant, institutionId, relyingParty } = signIn
  const { config, applications } = relyingParty
  const { application, claims, dpopKey, tokenSet } = grant
  const accessToken = decodeToken(tokenSet.accessToken)
  const idToken = decodeToken(answer.id_token)
  const listed = institutionId === null ? await listInstitutions(signIn) : null
  const notices = findOddities({ config, answer, accessToken, idToken })
  const missingScopes = config.scopes.filter((scope) => !tokenSet.scopes.includes(scope))
  if (missingScopes.length > 0) notices.push(`Not granted: ${missingScopes.join(', ')}.`)
  const { method } = application.authentication
  return {
    issuer: config.issuer,
    application: {
      clientId: application.clientId,
      authentication: method,
      kid: method === 'private_key_jwt' ? (applications.signingKey()?.kid ?? null) : null,
    },
    institution: {
      asked: institutionId,
      named: readInstitution(tokenSet.accessToken, claims, config.institutionClaim),
    },
    scopes: { asked: config.scopes, granted: tokenSet.scopes },
    idToken: { header: idToken?.header ?? null, claims: claims as Record<string, unknown> },
    accessToken: {
      // Null for an opaque one.
      header: accessToken?.header ?? null,
      claims: accessToken?.claims ?? null,
      lifetimeSeconds: (tokenSet.accessTokenExpiresAt - tokenSet.accessTokenIssuedAt) / 1_000,
      boundToKey: dpopKey === null ? null : jwkThumbprint(dpopKey),
    },
    refreshToken: tokenSet.refreshToken !== undefined,
    /** Null when the sign-in was at an institution. */
    institutions: listed,
    notices,
    ...(showTokens && {
      tokens: {
        idToken: String(answer.id_token ?? ''),
        accessToken: tokenSet.accessToken,
        refreshToken: tokenSet.refreshToken ?? null,
      },
    }),
  }
}
