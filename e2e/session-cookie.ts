import { type BrowserContext, type Cookie, expect } from '@playwright/test'
import { appOrigin } from './addresses.ts'

export const sessionCookieName = 'jhi_session'
export const attemptCookiePrefix = 'jhi_attempt_'

/** The session cookie of a browser, if it has one. */
export async function findSessionCookie(context: BrowserContext): Promise<Cookie | undefined> {
  return (await context.cookies(appOrigin)).find(({ name }) => name === sessionCookieName)
}

/** The session cookie of a browser that is signed in. */
export async function getSessionCookie(context: BrowserContext): Promise<Cookie> {
  const cookie = await findSessionCookie(context)
  if (cookie === undefined) throw new Error('the browser has no session cookie')
  return cookie
}

/** The cookies of authorizations that are under way. */
export async function listAttemptCookies(context: BrowserContext): Promise<Cookie[]> {
  const cookies = await context.cookies(appOrigin)
  return cookies.filter(({ name }) => name.startsWith(attemptCookiePrefix))
}

/** No session stands behind this browser, whatever cookies it holds. */
export async function expectSignedOut(context: BrowserContext): Promise<void> {
  const response = await context.request.get('/api/auth/session')
  expect(response.status()).toBe(200)
  expect(await response.json()).toEqual({})
}

/** The session of this browser is alive and belongs to this person. */
export async function expectSignedInAs(context: BrowserContext, email: string): Promise<void> {
  const response = await context.request.get('/api/auth/session')
  expect(await response.json()).toMatchObject({ user: { username: email } })
}
