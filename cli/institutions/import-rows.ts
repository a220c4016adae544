/** What is wrong on a line of the file. */
export interface LineProblem {
  readonly line: number
  readonly message: string
}

/** An institution as the file has it. */
export interface InstitutionRow {
  readonly line: number
  readonly institutionId: unknown
  readonly name: unknown
  readonly city: unknown
  readonly state: unknown
  readonly routingNumber: unknown
}

/** Who may open which institution, as the file has it. Roles: undefined where nothing is said. */
export interface EntitlementRow {
  readonly line: number
  readonly user: unknown
  readonly institutionId: unknown
  readonly roles: unknown
}

/** The rows of a file. Null: it has nothing of this kind. */
export interface ImportRows {
  readonly institutions: readonly InstitutionRow[] | null
  readonly entitlements: readonly EntitlementRow[] | null
  readonly problems: readonly LineProblem[]
}

/** Rows of a file that cannot be read at all. */
export function noRows(...problems: LineProblem[]): ImportRows {
  return { institutions: null, entitlements: null, problems }
}
