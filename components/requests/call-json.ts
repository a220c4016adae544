import { RequestProblem } from './request-problem'
import { announceSessionLoss } from './session-loss'

/** Longer than the server's own time limits, so that its answer, not ours, is what people see. */
const timeLimitMs = 35_000

interface CallJsonOptions {
  /** GET when left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Ends the request early, for example when a newer one replaces it. */
  signal?: AbortSignal
}

/** An answer with what a person may want to quote: status, duration, request id. */
export interface JsonAnswer {
  body: unknown
  status: number
  durationMs: number
  requestId: string | undefined
  /** The version of what was answered, where it has one. */
  etag: string | undefined
}

/**
 * Calls our own server and reads its JSON, or throws a `RequestProblem`; an abort by the caller passes
 * through. A session that is gone is also told to the page's session watch.
 */
export async function callJson(path: string, options: CallJsonOptions = {}): Promise<JsonAnswer> {
  const startedAt = performance.now()
  const limit = AbortSignal.timeout(timeLimitMs)
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
  try {
    const response = await fetch(path, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      cache: 'no-store',
      signal,
    })
    if (!response.ok) throw await parseRefusal(response)
    return {
      body: await parseBody(response),
      status: response.status,
      durationMs: Math.round(performance.now() - startedAt),
      requestId: response.headers.get('x-request-id') ?? undefined,
      etag: response.headers.get('etag') ?? undefined,
    }
  } catch (error) {
    if (error instanceof RequestProblem || options.signal?.aborted) throw error
    const failure = limit.aborted ? 'timeout' : 'offline'
    throw new RequestProblem({ failure, status: 0, code: '' }, { cause: error })
  }
}

async function parseBody(response: Response): Promise<unknown> {
  const text = await unpack(response).text()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadableAnswer(response, cause)
  }
}

/** A long answer comes as a gzip file. */
function unpack(response: Response): Response {
  const isPacked = response.headers.get('content-type') === 'application/gzip'
  if (!isPacked || response.body === null) return response
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip')))
}

function unreadableAnswer(response: Response, cause: unknown): RequestProblem {
  return new RequestProblem(
    {
      failure: 'unreadable',
      status: response.status,
      code: '',
      requestId: response.headers.get('x-request-id') ?? undefined,
    },
    { cause },
  )
}

async function parseRefusal(response: Response): Promise<RequestProblem> {
  const problem = await parseProblem(response)
  if (problem.code === 'session_required') announceSessionLoss()
  return problem
}

/** RFC 9457 problem details; an upstream's own error may have none, then only the status speaks. */
async function parseProblem(response: Response): Promise<RequestProblem> {
  const problem: unknown = await response.json().catch(() => null)
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new RequestProblem({
    failure: 'refused',
    status: response.status,
    code: findString(problem, 'code') ?? '',
    requestId:
      findString(problem, 'requestId') ?? response.headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter : undefined,
    missingScope: response.headers.get('www-authenticate')?.match(/\bscope="([^"]+)"/)?.[1],
    requestableScope: response.headers.get('x-requestable-scope') ?? undefined,
    missingPermission: findString(problem, 'missingPermission'),
    errors: (problem as { errors?: unknown } | null)?.errors,
  })
}

function findString(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found = (value as Record<string, unknown>)[key]
  return typeof found === 'string' ? found : undefined
}
