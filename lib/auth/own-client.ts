import 'server-only'
import type { AuthContext } from './auth-context'

/** Whether a client id is one of ours, so that an API can tell our ID tokens from access tokens. */
export function isOwnClient({ applications }: AuthContext, clientId: string): boolean {
  return applications.find(clientId) !== null
}
