import 'server-only'
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { getConfig } from '@/lib/config/config'
import { contentSecurityPolicy } from '@/lib/security/content-security-policy'

/**
 * Passes a request on with a fresh CSP nonce, which Next.js puts on its own scripts, and gives the
 * answer its security headers. Decides nothing about identity.
 */
export function withSecurityHeaders(request: NextRequest): NextResponse {
  const { issuer, discoveryUrl, secure, development } = getConfig()
  const policy = contentSecurityPolicy({
    cspNonce: randomBytes(16).toString('base64'),
    providerOrigins: [...new Set([new URL(issuer).origin, new URL(discoveryUrl).origin])],
    development,
    secure,
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (secure) {
    response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  }
  return response
}
