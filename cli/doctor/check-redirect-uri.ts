import { defaultRedirectUri } from '@/cli/login/login-flow'
import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { isLoopback } from '@/lib/config/loopback'
import { type CheckLine, failure, ok, warning } from './check-line'

const name = 'redirect URI'

/** Says what to register, and whether Jack Henry takes an address of this form. */
export function checkRedirectUri({ APP_URL, PORT }: EnvironmentVariables): CheckLine[] {
  const written = APP_URL || `http://localhost:${PORT || '3000'}`
  // What cannot be read at all is a line of the configuration.
  if (!URL.canParse(written)) return []
  const url = new URL(written)
  if (!/^https?:$/.test(url.protocol)) return []
  return [
    ok(name, `register to the letter: ${url.origin}/api/oidc/callback`),
    ok(name, `for npm run jhi -- login: ${defaultRedirectUri}`),
    ok('post-logout redirect URI', `register as well: ${url.origin}/signed-out`),
    ok(
      'back-channel logout URI',
      `if there is a field for it: ${url.origin}/api/oidc/backchannel-logout`,
    ),
    ok('JWKS URI', `for private_key_jwt: ${url.origin}/.well-known/jwks.json`),
    ...checkForm(url),
    ...checkSpelling(written, url),
  ]
}

/** HTTPS, save for local hosts, as Jack Henry documents it; IPv4 only. */
function checkForm(url: URL): CheckLine[] {
  const isLocal = isDocumentedLocal(url.hostname)
  if (url.protocol === 'https:' || (isLocal && isLoopback(url))) return []
  if (isLocal) {
    return [
      failure(
        name,
        `${url.origin} is plain http and can be reached from other machines`,
        'Jack Henry would register it, but sessions need https there: set APP_URL to https, or to localhost.',
      ),
    ]
  }
  if (isLoopback(url)) {
    return [
      warning(
        name,
        `${url.hostname} is not among the hosts Jack Henry takes with http`,
        'Set APP_URL to localhost or 127.0.0.1 in its place.',
      ),
    ]
  }
  return [
    failure(
      name,
      `${url.origin} is plain http`,
      'Set APP_URL to https: Jack Henry takes http for localhost, *.local and private IPv4 addresses only.',
    ),
  ]
}

/** The redirect URI is compared case by case and slash by slash. */
function checkSpelling(written: string, url: URL): CheckLine[] {
  // A path is a line of the configuration as well.
  if (written === url.origin || url.pathname !== '/') return []
  const differences = [
    written.endsWith('/') && 'ends with a slash',
    written !== written.toLowerCase() && 'has capitals',
    /:(443|80)\/?$/.test(written) && url.port === '' && 'names the port that is meant anyway',
  ].filter((each) => each !== false)
  return [
    warning(
      name,
      `APP_URL ${differences.join(' and ') || 'is written in another way'}; ${url.origin} is used`,
      'Register the addresses above as they are written there: Jack Henry compares every letter and slash.',
    ),
  ]
}

function isDocumentedLocal(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.local') ||
    /^(127|10)(\.\d{1,3}){3}$/.test(host) ||
    /^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host) ||
    /^192\.168(\.\d{1,3}){2}$/.test(host)
  )
}
