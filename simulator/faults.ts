import type { LogoutTokenFault } from './logout-token-faults.ts'

/** How the ID token of the next token response is spoilt. */
export type IdTokenFault =
  | 'wrong-nonce'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'wrong-at-hash'
  | 'other-subject'
  | 'no-subject'
  | 'expired'
  | 'broken-signature'
  | 'unknown-key'
  | 'unsigned'

/** The grant type a switch is limited to. */
export type FaultGrant = 'authorization_code' | 'refresh_token' | 'client_credentials'

/** Everything that can be made to go wrong, and what each switch takes. */
interface FaultValues {
  /** Discovery claims to be this issuer. */
  discoveryIssuer: string
  /** Discovery answers with this status. */
  discoveryStatus: number
  /** Discovery has these members; null removes one. */
  metadata: Record<string, unknown>
  /** The `Date` header of discovery is this many seconds ahead. */
  clockSkewSeconds: number
  /** The key set answers with this status. */
  jwksStatus: number
  /** The authorization response names this issuer; null leaves `iss` out. */
  authorizationIssuer: string | null
  /** The authorization is completed silently as the person with this e-mail address. */
  authorizationPerson: string
  /** The token endpoint refuses, e.g. 503, 429 with Retry-After, or 400 `invalid_grant`. */
  tokenError: {
    status: number
    error?: string | undefined
    retryAfter?: number | undefined
    grant?: FaultGrant | undefined
  }
  /** The token endpoint refuses the application: 401 `invalid_client`. */
  clientError: true
  /** The token endpoint knows no DPoP: tokens are bearer tokens. */
  ignoreDpop: true
  /** The token endpoint waits this many milliseconds first. */
  tokenDelay: number | { milliseconds: number; grant?: FaultGrant | undefined }
  /** Milliseconds that the revocation endpoint waits. */
  revocationDelay: number
  /** Access token and ID token name this institution. */
  tokenInstitution: string
  /** The ID token is spoilt. */
  idToken: IdTokenFault
  /** Access tokens live this many seconds. */
  accessTokenSeconds: number
  /** The answer to a code has no refresh token. */
  noRefreshToken: true
  /** The answer to a refresh has no new refresh token. */
  refreshWithoutRefreshToken: true
  /** The ID token of a refresh names this subject. */
  refreshSubject: string
  /** The ID token of a refresh names this issuer. */
  refreshIssuer: string
  /** The logout token is spoilt. */
  logoutToken: LogoutTokenFault
  /** There is no back-channel logout: not in the metadata, no `sid`, no logout tokens. */
  noBackchannelLogout: true
  /** UserInfo answers this `sub`. */
  userinfoSubject: string
  /** The Banno Groups API answers with this status. */
  institutionsStatus: number
  /** The Banno Groups API waits this many milliseconds first. */
  institutionsDelay: number
  /** The Banno Groups API answers 500 for this page, counted from 1. */
  institutionsFailingPage: number
}

/** The name of a switch. */
type FaultName = keyof FaultValues

/** A switch's setting: for the next `times` requests it concerns, or until it is cleared. */
interface Fault<Value> {
  value: Value
  times?: number | undefined
}

/** Several switches at once, e.g. `{ jwksStatus: { value: 500, times: 1 } }`. */
export type FaultSettings = { [Name in FaultName]?: Fault<FaultValues[Name]> | undefined }

/** The switches of one simulator. */
export interface Faults {
  set(settings: FaultSettings): void
  /** Reads a switch and counts one use; undefined when it is off or does not concern this one. */
  take<Name extends FaultName>(
    name: Name,
    concerns?: (value: FaultValues[Name]) => boolean,
  ): FaultValues[Name] | undefined
  /** Whether a switch is on; counts no use. */
  has(name: FaultName): boolean
  /** Clears one switch, or all. */
  clear(name?: FaultName): void
}

/** Starts with nothing wrong. */
export function createFaults(): Faults {
  let active: FaultSettings = {}

  return {
    set(settings) {
      active = { ...active, ...structuredClone(settings) }
    },
    take(name, concerns = () => true) {
      const fault = active[name]
      if (fault === undefined || !concerns(fault.value)) return undefined
      if (fault.times !== undefined) {
        fault.times -= 1
        if (fault.times <= 0) delete active[name]
      }
      return fault.value
    },
    has: (name) => active[name] !== undefined,
    clear(name) {
      if (name === undefined) active = {}
      else delete active[name]
    },
  }
}
