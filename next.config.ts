import type { NextConfig } from 'next'

/** What goes for every answer, files included; the CSP with its nonce is set in `proxy.ts`. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not `no-referrer`: it would make browsers send `Origin: null` with our own forms.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
]

const nextConfig: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // One copy for the whole process: bundled, each route would get its own, and openid-client does
  // not take a configuration that another copy made.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'iron-session',
    'openid-client',
    'pg',
    'pino',
    'redis',
    'undici',
  ],
  // Pages take no bodies; what comes along is buffered by Next.js before anyone can refuse it.
  experimental: { proxyClientMaxBodySize: '16kb' },
  headers: async () => [{ source: '/:path*', headers }],
}

export default nextConfig
