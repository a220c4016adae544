import { decodeJwt } from 'jose'
import type { ClientKeys } from './client-keys.ts'
import { backChannelLogoutUri } from './external-applications.ts'
import type { Faults } from './faults.ts'
import {
  createLogoutToken,
  type LogoutTokenParts,
  type LogoutTokenRequest,
} from './logout-token.ts'
import type { SigningKey } from './signing-keys.ts'

/** What back-channel logout takes. */
export interface BackChannelParts extends Omit<LogoutTokenParts, 'signingKeys'> {
  appUrl: string
  faults: Faults
  /** Everything else that oidc-provider fetches. */
  clientKeys: ClientKeys
  /** False for a provider without it; the switch `noBackchannelLogout` says so later. */
  offered: boolean
  /** Asked for each token, since keys rotate. */
  signingKeys: () => readonly SigningKey[]
  /** Aborts when the simulator closes. */
  closing: AbortSignal
}

/** The way on which the provider tells the application that a session has ended. */
export interface BackChannel {
  isOn(): boolean
  /** Makes a logout token without sending it. */
  createLogoutToken(request: LogoutTokenRequest): Promise<string>
  /** Sends one, spoilt if a switch says so; the application's status, or 0 if none came in time. */
  sendLogoutToken(request: LogoutTokenRequest): Promise<number>
  /** Fetches for oidc-provider: the keys of applications, and its logout tokens as ours. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
}

// The same patience as oidc-provider has.
const patience = 2500

/** Makes the way to one application. What it answers, or fails to, never stops the provider. */
export function createBackChannel(parts: BackChannelParts): BackChannel {
  const { appUrl, closing, faults, offered } = parts

  const channel: BackChannel = {
    isOn: () => offered && faults.take('noBackchannelLogout') === undefined,
    createLogoutToken: (request) =>
      createLogoutToken(request, { ...parts, signingKeys: parts.signingKeys() }),
    async sendLogoutToken(request) {
      const fault = request.fault ?? faults.take('logoutToken')
      const logout_token = await channel.createLogoutToken({ ...request, fault })
      try {
        const response = await fetch(backChannelLogoutUri(appUrl), {
          method: 'POST',
          body: new URLSearchParams({ logout_token }),
          redirect: 'manual',
          signal: AbortSignal.any([closing, AbortSignal.timeout(patience)]),
        })
        await response.body?.cancel()
        return response.status
      } catch {
        return 0
      }
    },
    async fetch(input, init) {
      const original = init?.body instanceof URLSearchParams ? init.body.get('logout_token') : null
      if (original === null) return parts.clientKeys.fetch(input, init)
      const { aud, sid, sub } = decodeJwt(original)
      const request = { clientId: String(aud), sid: optional(sid), sub }
      if (channel.isOn()) await channel.sendLogoutToken(request)
      // oidc-provider would go on to a data file that is closed by now.
      if (closing.aborted) return new Promise<never>(() => {})
      return new Response(null, { status: 204 })
    },
  }
  return channel
}

function optional(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined
}
