import type { Institution } from '@/lib/institutions/institution'

/** What a person has at hand, as `GET /api/institutions/pins` answers it. */
export interface RememberedView {
  /** In the order in which they were pinned. */
  readonly pinned: readonly Institution[]
  /** The latest first, without those that are pinned. */
  readonly recent: readonly Institution[]
}
