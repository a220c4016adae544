import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import { config } from '@/proxy'
import { withSecurityHeaders } from './security-headers'

process.env.SESSION_SECRETS = 'secret-of-the-header-tests-and-no-one-else'

const passes = (path: string) =>
  config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path))

describe('the proxy', () => {
  test.each(['/', '/sign-in', '/i/x', '/apiary', '/icon.svgx', '/_next/staticx'])(
    'sees %s',
    (path) => {
      expect(passes(path)).toBe(true)
    },
  )

  // Next.js buffers each body that passes the proxy, and cuts it without a word.
  test.each([
    '/api/bff/i/account-services/enterprise/u/accounts',
    '/api/oidc/callback',
    '/.well-known/jwks.json',
    '/_next/static/x.js',
    '/icon.svg',
  ])('does not see %s', (path) => {
    expect(passes(path)).toBe(false)
  })
})

describe('a page gets', () => {
  const headersOf = (path: string) =>
    withSecurityHeaders(new NextRequest(`http://localhost:3000${path}`)).headers

  test('a policy with a fresh nonce and nothing unsafe', () => {
    const [one, other] = [headersOf('/'), headersOf('/')].map((headers) =>
      headers.get('content-security-policy'),
    )
    expect(one).toMatch(/script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/)
    expect(one).not.toContain('unsafe')
    expect(one).toContain("frame-ancestors 'none'")
    expect(one).toContain("form-action 'self' http://localhost:4010")
    expect(one).not.toBe(other)
  })

  test('400 for an address that cannot be decoded', () => {
    const request = new NextRequest('http://localhost:3000/i/%E0%A4')
    expect(withSecurityHeaders(request).status).toBe(400)
  })
})
