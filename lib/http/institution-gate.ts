import 'server-only'
import type { NextRequest } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { findInstitution } from '@/lib/auth/institutions'
import { readSession } from '@/lib/auth/read-session'
import { isAppError } from '@/lib/errors'
import { readSessionSeal } from './cookies'
import { decodeSegment } from './decode-segment'

/** What an institution's page is going to be, as far as it shows in the answer's status and cookies. */
export interface InstitutionVerdict {
  /** Null for 200: the page itself says whatever else there is to say. */
  readonly status: 404 | 429 | 503 | null
  /** With 429 and 503, for whoever asks again by itself. */
  readonly retryAfterSeconds?: number
  /** Whose recents the institution belongs into, since the person is working there. */
  readonly opened: { institutionId: string; person: { issuer: string; subject: string } } | null
}

const nothingToSay: InstitutionVerdict = { status: null, opened: null }

/**
 * Looks ahead at a page under `/i/{institutionId}`. The page asks the same again and decides; Next.js
 * lets no page choose its status, and `notFound()` would leave it empty without JavaScript.
 */
export async function judgeInstitutionPage(request: NextRequest): Promise<InstitutionVerdict> {
  const segment = /^\/i\/([^/]+)/.exec(request.nextUrl.pathname)?.[1]
  if (segment === undefined) return nothingToSay
  const context = getAuthContext()
  const institutionId = decodeSegment(segment)
  const session = await readSession(context, {
    sessionSeal: readSessionSeal(request, context.config),
    activity: false,
    accessTo: [institutionId, null],
  }).catch(() => null)
  if (session === null) return nothingToSay
  try {
    const institution = await findInstitution(context, { session, institutionId })
    if (institution === null) return { status: 404, opened: null }
  } catch (error) {
    if (!isAppError(error, 'directory_unavailable')) return nothingToSay
    const wait = error.facts.retryAfterSeconds
    return typeof wait === 'number'
      ? { status: 429, retryAfterSeconds: wait, opened: null }
      : { status: 503, retryAfterSeconds: 20, opened: null }
  }
  const isOpen = session.accesses.some((access) => access.institutionId === institutionId)
  return { status: null, opened: isOpen ? { institutionId, person: session.user } : null }
}
