import 'server-only'
import type { NextRequest, NextResponse } from 'next/server'
import type { Config } from '@/lib/config/parse-config'

/**
 * The session cookie's name. On https the prefix makes the browser insist on `Secure`, `Path=/` and
 * no `Domain`, so that no sibling subdomain can plant one. No other cookie's name begins with it:
 * next-auth would join the two.
 */
export function sessionCookieName({ secure }: Pick<Config, 'secure'>): string {
  return `${prefix(secure)}jhi_session`
}

/** The sealed session of a request, if it carries one. */
export function readSessionSeal(request: NextRequest, config: Config): string | undefined {
  return request.cookies.get(sessionCookieName(config))?.value
}

/** Sets the session cookie, once, with the absolute lifetime; the idle limit is the store's. */
export function setSessionCookie(response: NextResponse, config: Config, seal: string): void {
  response.cookies.set(sessionCookieName(config), seal, {
    ...attributes(config),
    maxAge: config.sessionAbsoluteSeconds,
  })
}

/** Takes the session cookie back. */
export function clearSessionCookie(response: NextResponse, config: Config): void {
  response.cookies.set(sessionCookieName(config), '', { ...attributes(config), maxAge: 0 })
}

/** The sealed attempts of a request, by attempt id. */
export function readAttempts(request: NextRequest, config: Config): Map<string, string> {
  const start = attemptCookiePrefix(config)
  return new Map(
    request.cookies
      .getAll()
      .filter(({ name }) => name.startsWith(start))
      .map(({ name, value }) => [name.slice(start.length), value]),
  )
}

/** Sets the cookie of one attempt. */
export function setAttemptCookie(
  response: NextResponse,
  config: Config,
  attempt: { attemptId: string; sealedAttempt: string; attemptLifetimeSeconds: number },
): void {
  response.cookies.set(attemptCookiePrefix(config) + attempt.attemptId, attempt.sealedAttempt, {
    ...attributes(config),
    maxAge: attempt.attemptLifetimeSeconds,
  })
}

/** Takes the cookie of one attempt back. */
export function clearAttemptCookie(
  response: NextResponse,
  config: Config,
  attemptId: string,
): void {
  response.cookies.set(attemptCookiePrefix(config) + attemptId, '', {
    ...attributes(config),
    maxAge: 0,
  })
}

/** Remembers for ten minutes which sign-out was sent to the provider. */
export function setSignOutState(response: NextResponse, config: Config, state: string): void {
  response.cookies.set(signOutCookieName(config), state, { ...attributes(config), maxAge: 600 })
}

/** Name of the cookie that {@link setSignOutState} sets. */
export function signOutCookieName({ secure }: Pick<Config, 'secure'>): string {
  return `${prefix(secure)}jhi_sign_out`
}

/** Name of the cookie with the institutions that people have at hand in this browser. */
export function rememberedCookieName({ secure }: Pick<Config, 'secure'>): string {
  return `${prefix(secure)}jhi_remembered`
}

/** Keeps what is remembered for 180 days; an empty value takes the cookie back. */
export function setRememberedCookie(response: NextResponse, config: Config, value: string): void {
  const maxAge = value === '' ? 0 : 180 * 24 * 3_600
  response.cookies.set(rememberedCookieName(config), value, { ...attributes(config), maxAge })
}

/** Name of the cookie with what is known of the latest authorization that failed. */
export function problemCookieName({ secure }: Pick<Config, 'secure'>): string {
  return `${prefix(secure)}jhi_problem`
}

/** Keeps it for the page that follows, and for as long as somebody may look at that page. */
export function setProblemCookie(response: NextResponse, config: Config, value: string): void {
  response.cookies.set(problemCookieName(config), value, { ...attributes(config), maxAge: 300 })
}

/** Name of the cookie with the theme that somebody chose for this browser. */
export function themeCookieName({ secure }: Pick<Config, 'secure'>): string {
  return `${prefix(secure)}jhi_theme`
}

/** Keeps a theme for 400 days, the longest that browsers keep a cookie; null leaves it to the system. */
export function setThemeCookie(response: NextResponse, config: Config, theme: string | null): void {
  const maxAge = theme === null ? 0 : 400 * 24 * 3_600
  response.cookies.set(themeCookieName(config), theme ?? '', { ...attributes(config), maxAge })
}

const attemptCookiePrefix = ({ secure }: Config) => `${prefix(secure)}jhi_attempt_`

/** Lax, not Strict: the way back from the provider is a cross-site navigation. */
const attributes = ({ secure }: Config) => ({
  path: '/',
  httpOnly: true,
  secure,
  sameSite: 'lax' as const,
})

const prefix = (secure: boolean) => (secure ? '__Host-' : '')
