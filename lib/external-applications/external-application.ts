import type { ClientAuthentication } from '@/lib/config/parse-config'

/** One registration of ours at the provider: Jack Henry's External Application. */
export interface ExternalApplication {
  readonly clientId: string
  /** The institution it was made for; null serves institution zero, and all without one of their own. */
  readonly institutionId: string | null
  readonly authentication: ClientAuthentication
}
