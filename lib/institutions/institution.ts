/**
 * A bank or credit union that a person may work in.
 *
 * Names repeat across the country: only `institutionId` identifies one.
 */
export interface Institution {
  readonly institutionId: string
  readonly name: string
  readonly city?: string
  /** Two-letter postal abbreviation, for example `MO`. */
  readonly state?: string
  /** Nine digits, as the American Bankers Association assigns them. */
  readonly routingNumber?: string
  /** Names of the person's groups at this institution. */
  readonly groups?: readonly string[]
}

/** One page of the institutions a person may open, as `GET /api/institutions` answers it. */
export interface InstitutionPage {
  readonly institutions: readonly Institution[]
  /** Opaque; absent on the last page. */
  readonly nextCursor?: string
  /** How many institutions match, on all pages together; of those that could be had, if partial. */
  readonly total: number
  /** There when the list is not whole: some institutions could not be had. */
  readonly partial?: true
}
