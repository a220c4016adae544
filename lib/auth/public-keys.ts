import 'server-only'
import type { PublicJwk } from '@/lib/external-applications/client-key'
import { publishedKeysMaxAgeSeconds } from '@/lib/external-applications/key-schedule'
import type { AuthContext } from './auth-context'

/** Our public keys as they stand in the key file now: next, active and retired. */
export function getPublicKeys({ applications }: AuthContext): {
  readonly jwks: { readonly keys: readonly PublicJwk[] }
  readonly etag: string
  /** Seconds that anyone may keep them. */
  readonly maxAgeSeconds: number
} {
  return { ...applications.published(), maxAgeSeconds: publishedKeysMaxAgeSeconds }
}
