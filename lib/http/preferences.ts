import 'server-only'
import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { setThemeCookie } from './cookies'
import { requireCurrentSession } from './current-session'
import type { PreferencesView } from './preferences-view'
import { readForm } from './read-body'
import { keepRememberedIds, readRememberedIds } from './remembered-institutions'
import { requireRequestSession } from './request-session'
import { seeOther } from './see-other'
import { findTheme, parseTheme } from './theme'

/** What the person whose page is being rendered has chosen. */
export async function findPreferences(): Promise<PreferencesView> {
  const { session } = await requireCurrentSession('/profile')
  const ids = readRememberedIds(await cookies(), getAuthContext().config, session.user)
  return { theme: await findTheme(), opensLast: ids.opensLast }
}

/**
 * Acts on the form of the profile page, which always sends all there is: a box that is not ticked sends nothing.
 *
 * @throws AppError `session_required`, `bad_request`
 */
export async function changePreferences(request: NextRequest): Promise<Response> {
  const context = getAuthContext()
  const { config } = context
  const { user: person } = await requireRequestSession(request, context)
  const form = await readForm(request)
  const theme = parseTheme(String(form.get('theme') ?? ''))
  const opensLast = form.get('opensLast') === '1'
  const response = seeOther('/profile?done=saved#preferences-title')
  setThemeCookie(response, config, theme === 'system' ? null : theme)
  const ids = { ...readRememberedIds(request.cookies, config, person), opensLast }
  keepRememberedIds(request, response, { config, person, ids })
  return response
}
