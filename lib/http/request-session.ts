import 'server-only'
import type { NextRequest } from 'next/server'
import type { AuthContext } from '@/lib/auth/auth-context'
import { readSession } from '@/lib/auth/read-session'
import { AppError } from '@/lib/errors'
import { readSessionSeal } from './cookies'

/**
 * The session of an API request, with its access to institution zero or, if asked for, to all.
 * Reading does not slide the idle limit, since a page may poll.
 *
 * @throws AppError `session_required`, `store_unavailable`
 */
export async function requireRequestSession(
  request: NextRequest,
  context: AuthContext,
  accessTo: 'all' | readonly null[] = [null],
) {
  const sessionSeal = readSessionSeal(request, context.config)
  const session = await readSession(context, { sessionSeal, activity: false, accessTo })
  if (session === null)
    throw new AppError('session_required', 'the request carries no live session')
  return session
}
