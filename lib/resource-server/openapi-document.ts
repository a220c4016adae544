import 'server-only'
import { z } from 'zod'
import type { Endpoint, Endpoints } from './endpoint'

/** What a document is made of. */
export interface DescribedApi {
  readonly title: string
  readonly version: string
  /** The API's base address. */
  readonly url: string
  readonly endpoints: Endpoints
  /** Schemas that get a name of their own. */
  readonly schemas: Readonly<Record<string, z.ZodType>>
}

type Json = Readonly<Record<string, unknown>>

const problems: Readonly<Record<number, string>> = {
  400: 'The body is no JSON.',
  401: 'There is no valid access token, or the person has to sign in again.',
  403: 'The token or the person may not do this; the body says what is missing.',
  404: 'The institution has nothing by this id.',
  412: 'It has another version by now.',
  413: 'The body is too large.',
  415: 'The body is not declared as JSON.',
  422: 'Some fields are not valid; the body names each.',
  428: 'If-Match does not name a version.',
  503: 'It cannot be answered now; Retry-After says when to try again.',
}

/**
 * The OpenAPI 3.1 document of an API, made of the schemas that its endpoints validate with.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function createOpenApiDocument(api: DescribedApi): Json {
  const { endpoints, schemas, title, version, url } = api
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const path = paths[endpoint.path] ?? {}
    paths[endpoint.path] = path
    path[endpoint.method.toLowerCase()] = describeEndpoint(name, endpoint, schemas)
  }
  return {
    openapi: '3.1.1',
    info: { title, version },
    servers: [{ url }],
    paths,
    components: {
      schemas: { ...nameSchemas(schemas), Problem: problemSchema },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function describeEndpoint(
  operationId: string,
  { method, path, summary, rule, query, body, answer, version }: Endpoint,
  schemas: DescribedApi['schemas'],
): Json {
  const statuses = [
    ...[401, 403, 503],
    ...(namesResource(path) ? [404] : []),
    ...(query || body ? [422] : []),
    ...(body ? [400, 413, 415] : []),
    ...(version === 'required' ? [412, 428] : []),
  ]
  const etag = { description: 'The version, for If-Match.', schema: { type: 'string' } }
  return {
    operationId,
    summary,
    security: [{ bearer: rule.scopes }],
    ...(rule.permission !== null && { 'x-permission': rule.permission }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => describePathParameter(name ?? '')),
      ...describeQuery(query),
      ...(version === 'required' ? [ifMatch] : []),
    ],
    ...(body && { requestBody: { required: true, content: jsonOf(refTo(body, schemas)) } }),
    responses: {
      200: {
        description: method === 'GET' ? 'What was asked for.' : 'What it is now.',
        ...(version !== 'none' && { headers: { ETag: etag } }),
        content: jsonOf(refTo(answer, schemas)),
      },
      ...Object.fromEntries(statuses.map((status) => [status, describeProblem(status)])),
    },
  }
}

/** Whether a parameter of the path names more than the caller's own institution and user. */
const namesResource = (path: string) => /\{(?!institutionId\}|enterpriseUserId\})/.test(path)

const jsonOf = (schema: Json): Json => ({ 'application/json': { schema } })

const describePathParameter = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
})

const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag of the version that is to be changed.',
  schema: { type: 'string' },
}

/** Values of a query are text; what is told is what they are read as. */
function describeQuery(query: z.ZodObject | undefined): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, field]) => ({
    name,
    in: 'query',
    required: !z.safeParse(field, undefined).success,
    schema: toJsonSchema(field as z.ZodType),
  }))
}

const describeProblem = (status: number): Json => ({
  description: problems[status],
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** Problem details, with what some of them say beside. */
const problemSchema: Json = toJsonSchema(
  z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    missingScopes: z.array(z.string()).optional(),
    missingPermission: z.string().optional(),
    maxAge: z.int().optional(),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query']),
          field: z.string(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
  }),
)

function refTo(schema: z.ZodType, schemas: DescribedApi['schemas']): Json {
  const name = Object.entries(schemas).find(([, named]) => named === schema)?.[0]
  return name === undefined ? toJsonSchema(schema) : { $ref: `#/components/schemas/${name}` }
}

/** Schemas that hold each other refer to each other. */
function nameSchemas(schemas: DescribedApi['schemas']): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, schema]) => [name, withoutOrigin(schema)]),
  )
}

function toJsonSchema(schema: z.ZodType): Json {
  return withoutOrigin(z.toJSONSchema(schema))
}

function withoutOrigin({ $schema, $id, ...schema }: Record<string, unknown>): Json {
  return schema
}
