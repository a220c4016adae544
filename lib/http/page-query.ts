import 'server-only'
import { parsePathInside } from '@/lib/security/path-inside'
import { parseReturnPath } from '@/lib/security/return-path'

/** What Next.js gives a page for its query. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The query parameters that pages of this application know, each judged. */
export interface PageQuery {
  /** A page code such as `attempt_expired`; any other text is a code without words of its own. */
  readonly error: string | null
  readonly returnPath: string | null
  readonly reason: string | null
  readonly state: string | null
  /** What the picker searches for, at most 200 characters. */
  readonly query: string
  /** The page to open in the institution that is chosen: a path inside it, empty for its home. */
  readonly next: string
  /** Rows that the picker shows without JavaScript: 50 to 200. */
  readonly limit: number
  /** Show the list even if it has one row. */
  readonly stay: boolean
  /** The institution that the person comes from, because it did not open. */
  readonly from: string | null
  /** Show nothing before the list is there; for browsers that cannot fetch it themselves. */
  readonly wait: boolean
  /** What a form of this page has just done. */
  readonly done: 'saved' | 'forgotten' | null
  /** The part of the page whose form is open. */
  readonly edit: string | null
  /** Ask for the list anew, whatever is remembered of it. */
  readonly refresh: boolean
}

/** Reads a page's query. A parameter that comes twice counts once, as its first value. */
export function readPageQuery(
  parameters: Record<string, string | string[] | undefined>,
): PageQuery {
  const text = (name: string) => {
    const value = [parameters[name]].flat()[0]
    return value === undefined || value === '' ? null : value
  }
  const code = (name: string) => {
    const value = text(name)
    return value !== null && /^[a-z_-]{1,64}$/.test(value) ? value : value && 'unknown'
  }
  const limit = Number(text('limit'))
  return {
    error: code('error'),
    returnPath: parseReturnPath(text('returnTo')),
    reason: code('reason'),
    state: text('state'),
    query: (text('q') ?? '').slice(0, 200),
    next: parsePathInside(text('next')) ?? '',
    limit: Number.isInteger(limit) ? Math.min(Math.max(limit, 50), 200) : 50,
    stay: text('stay') !== null,
    from: text('from')?.slice(0, 200) ?? null,
    wait: text('wait') !== null,
    done: (['saved', 'forgotten'] as const).find((done) => done === text('done')) ?? null,
    edit: code('edit'),
    refresh: text('refresh') !== null,
  }
}

/**
 * The query as it came, "?a=1&b=2", for an address to come back to; empty when there is none. What no
 * return path may have is left out, so that it does not cost the others.
 */
export function formatPageQuery(parameters: Awaited<SearchParams>): string {
  const pairs = Object.entries(parameters)
    .flatMap(([name, values = []]) => [values].flat().map((value) => [name, value]))
    .filter((pair) => !/[\p{Cc}\\]/u.test(pair.join('')))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
