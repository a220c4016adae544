import type { z } from 'zod'
import type { AccessRule } from './access-rule'

/** One endpoint of an API: who may call it, what it takes and what it answers. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the API's base, with `{names}` of parameters. */
  readonly path: string
  readonly summary: string
  readonly rule: AccessRule
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  readonly answer: z.ZodObject
  /** Whether the answer tells the version of what it shows, and a call must name the one it means. */
  readonly version: 'none' | 'told' | 'required'
}

/** Endpoints by their names. */
export type Endpoints = Readonly<Record<string, Endpoint>>

/** The names of the parameters in a path. */
export type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never
