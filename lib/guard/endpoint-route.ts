import 'server-only'
import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { readJson } from '@/lib/http/read-body'
import type { Endpoint, ParamNames } from '@/lib/resource-server/endpoint'
import type { Caller } from './caller'
import { requireNamedVersions, toEntityTag } from './entity-tag'
import { parseFields } from './field-problems'
import { type GuardedParams, guardedRoute } from './guarded-route'

/** A call of an endpoint, every part of it checked. */
export interface EndpointCall<Described extends Endpoint> {
  readonly caller: Caller
  readonly params: Readonly<Record<ParamNames<Described['path']>, string>>
  readonly query: Parsed<Described['query']>
  readonly body: Parsed<Described['body']>
  /** Those that the call would change; empty where it changes nothing. */
  readonly versions: readonly number[]
}

/** What an endpoint answers. */
export interface EndpointAnswer<Described extends Endpoint> {
  readonly answer: z.input<Described['answer']>
  /** For `ETag`. */
  readonly version?: number
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : null

/**
 * Makes a route handler of an endpoint's description: its rule first, then the version, the query and
 * the body by their schemas. A member that the answer's schema does not name never leaves.
 */
export function endpointRoute<const Described extends Endpoint>(
  endpoint: Described,
  handler: (call: EndpointCall<Described>) => Promise<EndpointAnswer<Described>>,
) {
  const { rule, query, body, version } = endpoint
  return guardedRoute<GuardedParams>(rule, async (request, { params, caller }) => {
    const call = {
      caller,
      params,
      versions: version === 'required' ? requireNamedVersions(request.headers.get('if-match')) : [],
      query: query === undefined ? null : parseFields(query, readQuery(request), 'query'),
      body: body === undefined ? null : parseFields(body, await readJsonBody(request), 'body'),
    }
    const answered = await handler(call as unknown as EndpointCall<Described>)
    const response = Response.json(endpoint.answer.parse(answered.answer))
    if (answered.version !== undefined) response.headers.set('etag', toEntityTag(answered.version))
    return response
  })
}

/** A name that comes twice has a list of values, which no schema takes. */
function readQuery({ nextUrl: { searchParams } }: NextRequest): Record<string, unknown> {
  const byName = Map.groupBy(searchParams, ([name]) => name)
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => {
      const values = pairs.map(([, value]) => value)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

async function readJsonBody(request: NextRequest): Promise<unknown> {
  // Nothing is unpacked here; whoever checks bodies on the way may have, and have seen another one.
  if (!/^(identity)?$/i.test(request.headers.get('content-encoding') ?? '')) {
    throw new AppError('unsupported_media_type', 'the body is declared as compressed')
  }
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError('unsupported_media_type', 'the body is not declared as JSON')
  }
  return readJson(request)
}
