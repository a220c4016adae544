import type { KoaContextWithOIDC } from 'oidc-provider'
import type { BackChannel } from './back-channel.ts'
import { answerTooLarge } from './client-endpoints.ts'
import { readClientForm } from './client-form.ts'
import { clockOffset, type Now } from './clock.ts'
import { rewriteIdToken } from './id-token.ts'
import { jsonBody, type Middleware } from './provider-answers.ts'
import { institutionOfClient, institutionOfGrant } from './requested-institution.ts'
import { readShownClient } from './shown-client.ts'
import type { SigningKey } from './signing-keys.ts'
import { isTokenRequest, type TokenFaultParts } from './token-faults.ts'
import type { TokenRequests } from './token-requests.ts'

/** What the steps at the token endpoint need. */
export interface TokenEndpointParts extends TokenFaultParts {
  backChannel: BackChannel
  tokenRequests: TokenRequests
  now: Now
  signingKeys: readonly SigningKey[]
}

/** Counts each token request, refused ones too, and tells the steps after it the grant type. */
export function countTokenRequests({ tokenRequests }: TokenEndpointParts): Middleware {
  return async (ctx, next) => {
    if (!isTokenRequest(ctx)) return next()
    const form = await readClientForm(ctx)
    if (form === undefined) return answerTooLarge(ctx)
    const grantType = form.get('grant_type') ?? ''
    const refreshToken = form.get('refresh_token') ?? undefined
    ctx.state.grantType = grantType
    const client = await readShownClient(ctx, form)
    const entry = tokenRequests.begin({ ...client, grantType, refreshToken })
    await next()
    tokenRequests.end(entry, { ...holderOf(ctx), status: ctx.status })
  }
}

/** The last step of an answer with tokens: the ID token's, and what the switches change. */
export function tokenResponse(parts: TokenEndpointParts): Middleware {
  const { faults } = parts
  return async (ctx, next) => {
    await next()
    if (!isTokenRequest(ctx)) return
    const body = jsonBody(ctx)
    const { access_token: accessToken, id_token: idToken } = body
    if (typeof accessToken !== 'string') return
    const refreshed = ctx.state.grantType === 'refresh_token'
    const without = faults.take(refreshed ? 'refreshWithoutRefreshToken' : 'noRefreshToken')
    if (without !== undefined) delete body.refresh_token
    if (typeof idToken === 'string') {
      body.id_token = await rewriteIdToken(idToken, {
        accessToken,
        signingKeys: parts.signingKeys,
        clockOffset: clockOffset(parts.now),
        replaced: replacedClaims(parts, refreshed),
        fault: faults.take('idToken'),
      })
    }
    ctx.body = body
  }
}

function replacedClaims({ backChannel, faults }: TokenEndpointParts, refreshed: boolean) {
  const sub = refreshed ? faults.take('refreshSubject') : undefined
  const iss = refreshed ? faults.take('refreshIssuer') : undefined
  return {
    ...(sub === undefined ? {} : { sub }),
    ...(iss === undefined ? {} : { iss }),
    ...(backChannel.isOn() ? {} : { sid: undefined }),
  }
}

// A switch may have refused the request before there was anything of oidc-provider.
function holderOf({ oidc }: { oidc?: KoaContextWithOIDC['oidc'] }) {
  const {
    AuthorizationCode: code,
    ClientCredentials: service,
    RefreshToken: refreshToken,
  } = oidc?.entities ?? {}
  if (service?.clientId !== undefined) {
    return { subject: service.clientId, institutionId: institutionOfClient(service.clientId) }
  }
  const source = code ?? refreshToken
  const institutionId = source === undefined ? undefined : institutionOfGrant(source.grantId)
  return { subject: source?.accountId, institutionId }
}
