import type { JWK } from 'jose'
import type { Now } from './clock.ts'
import type { Entitlements } from './entitlements.ts'
import type { Faults } from './faults.ts'
import type { LogoutTokenRequest } from './logout-token.ts'
import type { EndedSessions } from './provider-sessions.ts'
import type { LoggedRequest } from './request-log.ts'
import type { SigningKey } from './signing-keys.ts'
import type { TokenRequests } from './token-requests.ts'

/** How to start a simulator. */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  port: number
  /** Origin of the application; decides the registered redirect URIs. */
  appUrl: string
  /** Where state is kept, or `:memory:`. */
  dataFile: string
  /** Milliseconds since 1970; the machine's clock by default. */
  now?: Now | undefined
  /** Public keys of `starter-key`, which exists only when these or `clientJwksUri` are given. */
  clientJwks?: { keys: JWK[] } | undefined
  clientJwksUri?: string | undefined
  /** Signs ID tokens and access tokens; RS256 by default. */
  signingAlg?: SigningKey['alg'] | undefined
  /** False for a provider without back-channel logout. */
  backchannelLogout?: boolean | undefined
}

/** A running simulator. */
export interface Simulator {
  readonly origin: string
  readonly issuer: string
  /** Address of the institution list, with `{userId}` in it. */
  readonly institutionsUrl: string
  /** Ids of the External Applications, and the secret of those that have one. */
  readonly clients: {
    readonly basic: string
    readonly post: string
    readonly privateKey: string
    readonly forInstitution: (institutionId: string) => string
    readonly secret: string
  }
  /** Every request so far, the oldest dropped after 5,000. */
  readonly requests: LoggedRequest[]
  /** Every request to the token endpoint, and how often each refresh token was used. */
  readonly tokenRequests: TokenRequests
  readonly faults: Faults
  readonly entitlements: Entitlements
  /** Signs with new keys from now on; the previous ones stay in the key set. */
  rotateSigningKeys(): Promise<void>
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
