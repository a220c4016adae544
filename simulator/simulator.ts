import type { AssertionAudience } from './client-assertion.ts'
import type { ClientRequests } from './client-requests.ts'
import type { Now } from './clock.ts'
import type { Entitlements } from './entitlements.ts'
import type { ApplicationOptions } from './external-applications.ts'
import type { Faults } from './faults.ts'
import type { LogoutTokenRequest } from './logout-token.ts'
import type { PushedRequests } from './provider-features.ts'
import type { EndedSessions } from './provider-sessions.ts'
import type { LoggedRequest } from './request-log.ts'
import type { SigningKey } from './signing-keys.ts'
import type { SimulatorClients } from './simulator-clients.ts'
import type { TokenRequests } from './token-requests.ts'

/** How to start a simulator. `appUrl` is the origin of the application. */
export interface SimulatorOptions extends ApplicationOptions {
  /** 0 takes any free port. */
  port: number
  /** Where state is kept, or `:memory:`. */
  dataFile: string
  /** Milliseconds since 1970; the machine's clock by default. */
  now?: Now | undefined
  /** Signs ID tokens and access tokens; RS256 by default. */
  signingAlg?: SigningKey['alg'] | undefined
  /** False for a provider without back-channel logout. */
  backchannelLogout?: boolean | undefined
  /** Whether authorization requests can or must be pushed; `off` by default. */
  pushedAuthorizationRequests?: PushedRequests | undefined
  /** Demands a nonce of the server in every DPoP proof. */
  dpopNonce?: boolean | undefined
  /** Which audience a client assertion must name; `any` of oidc-provider's by default. */
  assertionAudience?: AssertionAudience | undefined
}

/** A running simulator. */
export interface Simulator {
  readonly origin: string
  readonly issuer: string
  /** Address of the institution list, with `{userId}` in it. */
  readonly institutionsUrl: string
  readonly clients: SimulatorClients
  /** Every request so far, the oldest dropped after 5,000. */
  readonly requests: LoggedRequest[]
  /** Every request to the token endpoint, and how often each refresh token was used. */
  readonly tokenRequests: TokenRequests
  /** Every pushed authorization request, revocation and introspection. */
  readonly clientRequests: ClientRequests
  /** How often the provider has fetched keys that applications publish. */
  readonly clientKeyFetches: number
  readonly faults: Faults
  readonly entitlements: Entitlements
  /** Signs with new keys from now on; the previous ones stay in the key set. */
  rotateSigningKeys(): Promise<void>
  /** Drops the provider's copy of the keys that applications publish, as if it had expired. */
  forgetClientKeys(): void
  /** Ends every session of a person at the provider, and sends the logout tokens. */
  endProviderSessions(email: string): Promise<EndedSessions>
  /** Makes a logout token, for a test that sends it itself. */
  createLogoutToken(about: LogoutTokenOptions): Promise<string>
  /** Stops listening, drops open connections and closes the data file. */
  close(): Promise<void>
}

/** What a logout token says; the person by address or by `sub`, the application `starter` if none. */
export interface LogoutTokenOptions extends Omit<LogoutTokenRequest, 'clientId'> {
  email?: string | undefined
  clientId?: string | undefined
}
