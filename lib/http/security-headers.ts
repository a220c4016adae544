import 'server-only'
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { getConfig } from '@/lib/config/config'
import { contentSecurityPolicy } from '@/lib/security/content-security-policy'

/** Tells pages that Next.js gives no parameters which address they stand at; a browser's own is replaced. */
export const pagePathHeader = 'x-jhi-page-path'

/** Two years, for browsers to come back by https alone. */
export const strictTransportSecurity = 'max-age=63072000; includeSubDomains'

/**
 * Passes a request on with a fresh CSP nonce, which Next.js puts on its own scripts, and gives the
 * answer its security headers. Decides nothing about identity.
 *
 * @param options.page another page to show at this address
 * @param options.status of the answer, whatever the page that is shown
 */
export function withSecurityHeaders(
  request: NextRequest,
  { page, status }: { page?: string; status?: number } = {},
): Response {
  if (!isDecodable(request.nextUrl.pathname)) return malformedAddress()
  const { issuer, discoveryUrl, secure, development, signInEmailField } = getConfig()
  const policy = contentSecurityPolicy({
    cspNonce: randomBytes(16).toString('base64'),
    providerOrigins: [...new Set([new URL(issuer).origin, new URL(discoveryUrl).origin])],
    development,
    secure,
    startsSignIn: signInEmailField && request.nextUrl.pathname === '/sign-in',
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set(pagePathHeader, request.nextUrl.pathname)
  const response =
    status === undefined
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(page === undefined ? request.nextUrl : new URL(page, request.url), {
          status,
          request: { headers },
        })
  response.headers.set('content-security-policy', policy)
  if (secure) response.headers.set('strict-transport-security', strictTransportSecurity)
  return response
}

/** Next.js answers 500 to a dynamic segment that it cannot decode; it is an address of nothing. */
function malformedAddress(): Response {
  return new Response('This address cannot be read.\n', {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
