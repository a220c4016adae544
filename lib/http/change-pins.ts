import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { findInstitution } from '@/lib/auth/institutions'
import { parseReturnPath } from '@/lib/security/return-path'
import { readForm } from './read-body'
import {
  forgetInstitutionsOf,
  keepRememberedIds,
  pin,
  readRememberedIds,
  unpin,
} from './remembered-institutions'
import { requireRequestSession } from './request-session'
import { seeOther } from './see-other'

/**
 * Acts on a form: `pin` or `unpin` names an institution, `forget=1` forgets everything on this
 * device. A page load goes back to `returnTo`.
 *
 * @throws AppError `session_required`, `bad_request`, and what the directory throws
 */
export async function changePins(request: NextRequest): Promise<Response> {
  const context = getAuthContext()
  const { config } = context
  const session = await requireRequestSession(request, context)
  const person = session.user
  const form = await readForm(request)
  const text = (name: string) => String(form.get(name) ?? '')
  const toPin = text('pin')

  let ids = unpin(readRememberedIds(request.cookies, config, person), text('unpin'))
  // Only what is on the person's list; whether anything else exists is not said.
  if (toPin !== '' && (await findInstitution(context, { session, institutionId: toPin }))) {
    ids = pin(ids, toPin)
  }
  const response =
    request.headers.get('sec-fetch-dest') === 'document'
      ? seeOther(parseReturnPath(text('returnTo')) ?? '/institutions')
      : new NextResponse(null, { status: 204 })
  if (text('forget') === '1') forgetInstitutionsOf(response, { config, person, ids })
  else keepRememberedIds(request, response, { config, person, ids })
  return response
}
