import 'server-only'
import { Readable } from 'node:stream'
import { Agent, type Dispatcher, errors } from 'undici'
import type { AuthContext } from '@/lib/auth/auth-context'
import { requireInstitutionAccess } from '@/lib/auth/get-access-token'
import { noteDpopNonce, type PresentedAccess, presentAccess } from '@/lib/auth/present-access'
import { readSession } from '@/lib/auth/read-session'
import { AppError, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { toBrowserHeaders, toUpstreamHeaders } from './forwarded-headers'
import { matchUpstream } from './match-upstream'
import { findRequestableScope } from './requestable-scope'

const mostBodyBytes = 10 * 1024 * 1024
const mostBytesAtOnce = 64 * 1024
const connectLimit = 3_000
const answerLimit = 30_000

/** A browser's call to an upstream, as plain values. */
export interface ForwardedCall {
  readonly sessionSeal: string | undefined
  readonly institutionId: string
  readonly upstream: string
  readonly method: string
  /** Below the upstream's name, still percent-encoded, without the query. */
  readonly encodedPath: string
  /** With its `?`, or empty; as Next.js encodes it anew, so `?flag` arrives as `?flag=`. */
  readonly search: string
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
  readonly requestId: string
  readonly signal: AbortSignal
}

/** The upstream's answer, headers filtered; the body still streaming unless it is small. */
export interface ForwardedAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | ArrayBuffer | null
}

const holder = globalThis as { [key: symbol]: Agent | undefined }
const slot = Symbol.for('jhi.upstream-agent')

/**
 * Passes a call on with the access token of the institution in its path. Bodies stream both ways;
 * redirects are not followed, since a token must not travel to an address nobody listed.
 *
 * @throws AppError `session_required`, `upstream_not_found`, `institution_authorization_required`,
 *   `provider_unavailable`, `store_unavailable`, `body_too_large`, `upstream_unreachable`, `upstream_timeout`
 */
export async function forwardRequest(
  context: AuthContext,
  call: ForwardedCall,
): Promise<ForwardedAnswer> {
  const { sessionSeal, institutionId } = call
  const session = await readSession(context, {
    sessionSeal,
    activity: false,
    accessTo: [institutionId],
  })
  if (session === null) throw new AppError('session_required', 'the call came without a session')
  const { upstream, path } = matchUpstream(call)
  if (Number(call.headers.get('content-length') ?? 0) > mostBodyBytes) throw bodyTooLarge()
  const access = await requireInstitutionAccess(context, { session, institutionId })

  const base = upstream.baseUrl(context.config).replace(/\/$/, '')
  const url = new URL(
    `${base}/${encodeURIComponent(institutionId)}/${path}${toUpstreamSearch(call.search)}`,
  )
  const send = async (body: Readable | Uint8Array | null, nonce: string | null) => {
    const credentials = await presentAccess(context, access, { method: call.method, url, nonce })
    const answer = await agent().request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: call.method as Dispatcher.HttpMethod,
      headers: toUpstreamHeaders(call.headers, { credentials, requestId: call.requestId }),
      body,
      signal: call.signal,
    })
    return { answer, wanted: findWantedNonce(context, { access, url, answer }) }
  }
  try {
    const requestBody = await toRequestBody(call, { keep: access.dpopKey !== null })
    let { answer, wanted } = await send(requestBody, null)
    if (wanted !== null) {
      await answer.body.dump()
      if (requestBody instanceof Readable) {
        throw new AppError('upstream_unreachable', 'the upstream wants a nonce; the body is gone', {
          retryable: true,
        })
      }
      answer = (await send(requestBody, wanted)).answer
    }
    const { statusCode: status, headers, body } = answer
    if (status < 200 || status > 599) {
      body.destroy()
      throw new AppError('upstream_unreachable', 'the upstream answered with no status of HTTP')
    }
    return {
      status,
      headers: toBrowserHeaders(
        headers,
        findRequestableScope(context.config, access, headers['www-authenticate']?.toString()),
      ),
      body: await passOn(body, { method: call.method, status, headers }),
    }
  } catch (error) {
    const known = toAppError(error)
    // Someone who left the page did not find the upstream failing.
    if (!call.signal.aborted) {
      log('warn', 'upstream.failed', { upstream: call.upstream, ...errorFacts(known) })
    }
    throw known
  }
}

/** One pool of connections for the process. */
function agent(): Agent {
  holder[slot] ??= new Agent({
    connect: { timeout: connectLimit },
    headersTimeout: answerLimit,
    bodyTimeout: answerLimit,
    keepAliveTimeout: 30_000,
  })
  return holder[slot]
}

/** A small body is kept where the request may have to be made again; others stream. */
async function toRequestBody(
  { body, headers }: ForwardedCall,
  { keep }: { keep: boolean },
): Promise<Readable | Uint8Array | null> {
  if (body === null) return null
  const bytes = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY)
  return keep && bytes <= mostBytesAtOnce
    ? new Uint8Array(await new Response(body).arrayBuffer())
    : Readable.from(limited(body))
}

function findWantedNonce(
  context: AuthContext,
  { access, url, answer }: { access: PresentedAccess; url: URL; answer: Dispatcher.ResponseData },
): string | null {
  if (access.dpopKey === null) return null
  const { statusCode: status, headers } = answer
  const nonce = headers['dpop-nonce']?.toString() ?? null
  const challenge = headers['www-authenticate']?.toString() ?? null
  return noteDpopNonce(context, { url }, { status, nonce, challenge })
}

async function* limited(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > mostBodyBytes) throw bodyTooLarge()
    yield chunk
  }
}

/** Next.js writes a space as `+`, which not every API reads as one; a real plus is `%2B`. */
const toUpstreamSearch = (search: string) => search.replaceAll('+', '%20')

const hasNoBody = (method: string, status: number) =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

/** A small body is read at once: a stream for it would cost a tenth of the whole call. */
async function passOn(
  body: Dispatcher.ResponseData['body'],
  {
    method,
    status,
    headers,
  }: { method: string; status: number; headers: Dispatcher.ResponseData['headers'] },
): Promise<ForwardedAnswer['body']> {
  if (hasNoBody(method, status)) {
    await body.dump()
    return null
  }
  const bytes = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY)
  if (bytes <= mostBytesAtOnce) return body.arrayBuffer()
  return Readable.toWeb(body) as ReadableStream<Uint8Array>
}

function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error
  const timedOut =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  return timedOut
    ? new AppError('upstream_timeout', 'the upstream did not answer in time', {
        cause: error,
        retryable: true,
      })
    : new AppError('upstream_unreachable', 'the upstream cannot be reached', {
        cause: error,
        retryable: true,
      })
}

const bodyTooLarge = () =>
  new AppError('body_too_large', `a body may have ${mostBodyBytes} bytes at most`)
