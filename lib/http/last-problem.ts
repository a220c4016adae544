import 'server-only'
import { cookies } from 'next/headers'
import type { NextResponse } from 'next/server'
import { getConfig } from '@/lib/config/config'
import type { AppError } from '@/lib/errors'
import { findRequestId } from '@/lib/observability/request-id'
import { problemCookieName, setProblemCookie } from './cookies'

/** What a page may add to the words for its `?error=`. */
export interface LastProblem {
  /** The request id under which the log has it. */
  readonly reference: string
  /** The provider's own code, for developers. */
  readonly oauthError: string | null
  /** The institution that did not open. */
  readonly institutionId: string | null
}

/**
 * Keeps what the page after a failure may want to say besides its code. Beside the address, not in it:
 * an address is passed on, and anybody could make one.
 */
export function keepProblem(
  response: NextResponse,
  { code, facts }: AppError,
  institutionId: string | null,
): void {
  const value = { code, ref: findRequestId(), oauthError: facts.oauthError, institutionId }
  setProblemCookie(response, getConfig(), JSON.stringify(value))
}

/** The latest failure of this browser, if it is the one that the page is about. */
export async function findProblem(code: string | null): Promise<LastProblem | null> {
  const text = (await cookies()).get(problemCookieName(getConfig()))?.value
  if (code === null || text === undefined || text.length > 1_000) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return null
    const { code: itsCode, ref, oauthError, institutionId } = kept as Record<string, unknown>
    if (itsCode !== code || typeof ref !== 'string' || !/^[\da-f-]{36}$/.test(ref)) return null
    return {
      reference: ref,
      oauthError:
        typeof oauthError === 'string' && /^[a-z_]{1,64}$/.test(oauthError) ? oauthError : null,
      institutionId: typeof institutionId === 'string' ? institutionId : null,
    }
  } catch {
    return null
  }
}
