import { afterEach, describe, expect, it, vi } from 'vitest'
import { callJson } from './call-json'
import { findFieldProblems } from './field-problems'
import { canRetry, RequestProblem } from './request-problem'

afterEach(() => vi.unstubAllGlobals())

async function failWith(answer: Response | Error): Promise<RequestProblem> {
  vi.stubGlobal('fetch', async () => {
    if (answer instanceof Error) throw answer
    return answer
  })
  const error = await callJson('/api/x').catch((caught: unknown) => caught)
  if (!(error instanceof RequestProblem)) throw new Error('no RequestProblem was thrown')
  return error
}

describe('callJson', () => {
  it('sends what is to be changed as JSON, and says which version came of it', async () => {
    const fetched = vi.fn(async (_path: string, _init: RequestInit) =>
      Response.json({ total: 1 }, { headers: { etag: '"2"' } }),
    )
    vi.stubGlobal('fetch', fetched)
    const headers = { 'if-match': '"1"' }
    const answer = await callJson('/api/x', { method: 'PATCH', headers, body: { name: 'é' } })
    expect(answer.etag).toBe('"2"')
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      method: 'PATCH',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"name":"é"}',
    })
  })

  it('reads which fields were refused, and which scope can be asked for', async () => {
    const errors = [{ in: 'body', field: 'name', code: 'too_long', detail: 'Must be shorter.' }]
    const headers = { 'x-requestable-scope': 'accounts.write' }
    const problem = await failWith(Response.json({ errors }, { status: 422, headers }))
    expect(findFieldProblems(problem)).toEqual(errors)
    expect(problem.requestableScope).toBe('accounts.write')
  })

  it('reads which permission the person does not have', async () => {
    const details = { code: 'permission_denied', missingPermission: 'accounts.view' }
    const problem = await failWith(Response.json(details, { status: 403 }))
    expect(problem.missingPermission).toBe('accounts.view')
    const odd = await failWith(Response.json({ missingPermission: 1 }, { status: 403 }))
    expect(odd.missingPermission).toBeUndefined()
  })

  it.each([[null], ['name'], [[{ field: 'name' }]], [[null]], [{ field: 'name', code: 'x' }]])(
    'takes %j for no list of refused fields',
    async (errors) => {
      const problem = await failWith(Response.json({ errors }, { status: 422 }))
      expect(findFieldProblems(problem)).toEqual([])
    },
  )

  it('gives the body with the facts of the call', async () => {
    vi.stubGlobal('fetch', async () =>
      Response.json({ total: 1 }, { headers: { 'x-request-id': 'req-1' } }),
    )
    const answer = await callJson('/api/x')
    expect(answer).toMatchObject({ body: { total: 1 }, status: 200, requestId: 'req-1' })
    expect(answer.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('unpacks an answer that comes as a gzip file', async () => {
    const packed = new Response(JSON.stringify({ total: 1 })).body?.pipeThrough(
      new CompressionStream('gzip'),
    )
    const headers = { 'content-type': 'application/gzip' }
    vi.stubGlobal('fetch', async () => new Response(packed ?? null, { headers }))
    expect((await callJson('/api/x')).body).toEqual({ total: 1 })
  })

  it('reads problem details, the wait, and the scope that is missing', async () => {
    const problem = await failWith(
      Response.json(
        { code: 'insufficient_scope', requestId: 'req-2' },
        {
          status: 403,
          headers: {
            'retry-after': '20',
            'www-authenticate': 'Bearer error="insufficient_scope", scope="accounts.read"',
          },
        },
      ),
    )
    expect(problem).toMatchObject({
      failure: 'refused',
      status: 403,
      code: 'insufficient_scope',
      requestId: 'req-2',
      retryAfterSeconds: 20,
      missingScope: 'accounts.read',
    })
    expect(canRetry(problem)).toBe(false)
  })

  it('takes an error page that is not JSON by its status', async () => {
    const problem = await failWith(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    expect(problem).toMatchObject({ failure: 'refused', status: 502, code: '' })
    expect(canRetry(problem)).toBe(true)
  })

  it('does not take a page for data', async () => {
    const problem = await failWith(new Response('<h1>Sign in</h1>'))
    expect(problem).toMatchObject({ failure: 'unreadable', status: 200 })
  })

  it('says that there was no answer at all', async () => {
    const problem = await failWith(new TypeError('fetch failed'))
    expect(problem).toMatchObject({ failure: 'offline', status: 0 })
    expect(canRetry(problem)).toBe(true)
  })

  it('lets an abort by the caller through as it is', async () => {
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      init.signal?.throwIfAborted()
    })
    const error = await callJson('/api/x', { signal: AbortSignal.abort() }).catch(
      (caught: unknown) => caught,
    )
    expect(error).not.toBeInstanceOf(RequestProblem)
  })
})
