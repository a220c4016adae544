/**
 * The policy of every page. Scripts run by nonce alone; styles come from our own files, and style
 * attributes are forbidden like inline scripts.
 *
 * `form-action` names the provider because Chromium applies it to redirects too, and signing out
 * is a form that ends there. A sign-in that begins with a form may pass hosts nobody can list on its
 * way, each institution's own among them.
 *
 * @param options.development hot reload needs `eval`, inline styles and a WebSocket
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({
  cspNonce,
  providerOrigins,
  development,
  secure,
  startsSignIn = false,
}: {
  cspNonce: string
  providerOrigins: readonly string[]
  development: boolean
  secure: boolean
  startsSignIn?: boolean
}): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': [
      `'nonce-${cspNonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", ...(development ? ["'unsafe-inline'"] : [`'nonce-${cspNonce}'`])],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(development ? ['ws:'] : [])],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...providerOrigins, ...(startsSignIn ? ['https:'] : [])],
    'frame-ancestors': ["'none'"],
    ...(secure && { 'upgrade-insecure-requests': [] }),
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}
