/** How a request failed, in the classes that need different words. */
export type RequestFailure = 'offline' | 'timeout' | 'refused' | 'unreadable'

interface RequestProblemDetails {
  failure: RequestFailure
  /** HTTP status; 0 when there was no answer. */
  status: number
  /** The problem's `code`, or an empty string. */
  code: string
  requestId?: string | undefined
  retryAfterSeconds?: number | undefined
  /** The scope that a resource server asked for in `WWW-Authenticate`. */
  missingScope?: string | undefined
  /** What of it may be asked for, so that asking is worth while. */
  requestableScope?: string | undefined
  /** What the person's role does not include, of all that was asked for. */
  missingPermission?: string | undefined
  /** What the answer says of single fields, for `findFieldProblems` to read. */
  errors?: unknown
}

/** A request of ours that did not end well: what to say depends on `failure`, `status` and `code`. */
export class RequestProblem extends Error {
  readonly failure: RequestFailure
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly missingScope: string | undefined
  readonly requestableScope: string | undefined
  readonly missingPermission: string | undefined
  readonly errors: unknown

  constructor(details: RequestProblemDetails, options?: ErrorOptions) {
    super(`${details.failure} ${details.status} ${details.code}`.trim(), options)
    this.name = 'RequestProblem'
    this.failure = details.failure
    this.status = details.status
    this.code = details.code
    this.requestId = details.requestId
    this.retryAfterSeconds = details.retryAfterSeconds
    this.missingScope = details.missingScope
    this.requestableScope = details.requestableScope
    this.missingPermission = details.missingPermission
    this.errors = details.errors
  }
}

/** What a query or mutation failed with; anything else than our own is taken for a server out of reach. */
export function toRequestProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error
  return new RequestProblem({ failure: 'offline', status: 0, code: '' }, { cause: error })
}

/** Whether the same request may succeed a moment later without anybody doing anything. */
export function canRetry(error: unknown): boolean {
  if (!(error instanceof RequestProblem)) return false
  return error.failure === 'offline' || error.failure === 'timeout' || error.status >= 500
}
