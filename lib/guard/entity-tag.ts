import 'server-only'
import { AppError } from '@/lib/errors'

/** A version as `ETag` says it. */
export function toEntityTag(version: number): string {
  return `"${version}"`
}

/**
 * The versions that a call says it means, by `If-Match`. A tag that is not one of ours, or weak, names
 * none.
 *
 * @throws AppError `precondition_required` without the header, and for `*`, which names no version
 * @see RFC 9110 §13.1.1, RFC 6585 §3
 */
export function requireNamedVersions(header: string | null): readonly number[] {
  const value = header?.trim() ?? ''
  if (value === '' || value === '*') {
    throw new AppError('precondition_required', 'the call names no version')
  }
  return value
    .split(',')
    .map((tag) => /^"(0|[1-9]\d{0,8})"$/.exec(tag.trim())?.[1])
    .filter((version) => version !== undefined)
    .map(Number)
}
