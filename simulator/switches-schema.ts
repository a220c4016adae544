import { z } from 'zod'
import { logoutTokenFaults } from './logout-token-faults.ts'

const idTokenFault = z.enum([
  'wrong-nonce',
  'wrong-issuer',
  'wrong-audience',
  'wrong-at-hash',
  'other-subject',
  'no-subject',
  'expired',
  'broken-signature',
  'unknown-key',
  'unsigned',
])
const status = z.int().min(400).max(599)
const delay = z.int().min(0).max(600_000)
const grant = z.enum(['authorization_code', 'refresh_token', 'client_credentials'])
const tokenError = z.strictObject({
  status,
  error: z.string().optional(),
  retryAfter: z.int().min(0).optional(),
  grant: grant.optional(),
})
const tokenDelay = z.union([
  delay,
  z.strictObject({ milliseconds: delay, grant: grant.optional() }),
])
const on = z.literal(true)
const access = z.strictObject({ email: z.email(), institutionId: z.string() })

/** What `POST /simulator/faults` takes. */
export const switchesSchema = z.strictObject({
  set: z
    .strictObject({
      discoveryIssuer: switchOf(z.string()),
      discoveryStatus: switchOf(status),
      metadata: switchOf(z.record(z.string(), z.unknown())),
      clockSkewSeconds: switchOf(z.int()),
      jwksStatus: switchOf(status),
      authorizationIssuer: switchOf(z.string().nullable()),
      authorizationPerson: switchOf(z.email()),
      tokenError: switchOf(tokenError),
      clientError: switchOf(on),
      ignoreDpop: switchOf(on),
      tokenDelay: switchOf(tokenDelay),
      revocationDelay: switchOf(delay),
      tokenInstitution: switchOf(z.string()),
      idToken: switchOf(idTokenFault),
      accessTokenSeconds: switchOf(z.int().min(1).max(86_400)),
      noRefreshToken: switchOf(on),
      refreshWithoutRefreshToken: switchOf(on),
      refreshSubject: switchOf(z.string()),
      refreshIssuer: switchOf(z.string()),
      logoutToken: switchOf(z.enum(logoutTokenFaults)),
      noBackchannelLogout: switchOf(on),
      userinfoSubject: switchOf(z.string()),
      institutionsStatus: switchOf(status),
      institutionsDelay: switchOf(delay),
      institutionsFailingPage: switchOf(z.int().min(1)),
    })
    .optional(),
  revoke: z.array(access).optional(),
  restore: z.array(access).optional(),
})

/** What `POST /simulator/end-sessions` takes. */
export const personSchema = z.strictObject({ email: z.email() })

function switchOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, times: z.int().min(1).optional() }).optional()
}
