import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'

/** One field that is not as it must be; what was sent is not repeated. */
export interface FieldProblem {
  readonly in: 'body' | 'query'
  /** As the caller wrote it; empty for the whole. */
  readonly field: string
  readonly code: string
  readonly detail: string
}

/** Whoever sends thousands gets no answer that is as long. */
const mostNamed = 50

/** The error that names each bad field. */
export function invalidFields(errors: readonly FieldProblem[]): AppError {
  return new AppError('invalid_fields', 'some fields are not valid', {
    facts: { fields: errors.map(({ field }) => field).join(' ') },
    extensions: { errors },
  })
}

/**
 * Reads what came by a schema.
 *
 * @throws AppError `invalid_fields`, which names each bad field, or fifty of them
 */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: FieldProblem['in'],
): z.output<Schema> {
  // The value of an unknown member may be long, and is nobody's to repeat.
  const parsed = schema.safeParse(value, { reportInput: false })
  if (parsed.success) return parsed.data
  throw invalidFields(
    oneForEach(parsed.error.issues.flatMap((issue) => describe(issue, value, place))),
  )
}

/** The first problem of each field; what is said about the whole only when its fields are in order. */
function oneForEach(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const first = new Map<string, FieldProblem>()
  for (const problem of problems) {
    if (!first.has(problem.field)) first.set(problem.field, problem)
  }
  const named = [...first.values()].filter(({ field }) => field !== '')
  return (named.length > 0 ? named : [...first.values()]).slice(0, mostNamed)
}

function describe(
  issue: z.core.$ZodIssue,
  value: unknown,
  place: FieldProblem['in'],
): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: place,
      field: [...issue.path, key].join('.').slice(0, 100),
      code: 'unknown',
      detail: 'There is no such field.',
    }))
  }
  const field = issue.path.join('.')
  const [code, detail] = isMissing(issue, value) ? missing : wordsFor(issue)
  return [{ in: place, field, code, detail }]
}

const missing = ['required', 'This field is required.'] as const

function isMissing({ path }: z.core.$ZodIssue, value: unknown): boolean {
  let at = value
  for (const key of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[key]
  return path.length > 0 && at === undefined
}

function wordsFor(issue: z.core.$ZodIssue): readonly [code: string, detail: string] {
  switch (issue.code) {
    case 'invalid_type':
      return ['wrong_type', `Must be ${typeNames[issue.expected] ?? issue.expected}.`]
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? ['too_long', `Must be ${issue.maximum} at most in length.`]
        : ['too_large', `Must be ${issue.maximum} at most.`]
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? ['too_short', `Must be at least ${issue.minimum} in length.`]
        : ['too_small', `Must be at least ${issue.minimum}.`]
    case 'invalid_value':
      return ['unknown_value', `Must be one of ${issue.values.join(', ')}.`]
    case 'invalid_format':
      return ['wrong_format', formatNames[issue.format] ?? issue.message]
    default:
      return ['not_valid', issue.message]
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  array: 'a list',
}

const formatNames: Readonly<Record<string, string>> = {
  date: 'Must be a date, for example 2026-11-23.',
  safeint: 'Must be a whole number.',
}
