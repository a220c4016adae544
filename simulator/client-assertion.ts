import { errors } from 'oidc-provider'

const ceilingSeconds = 5 * 60
const toleranceSeconds = 15

/**
 * Refuses a client assertion that lives longer than the documented five minutes. The documentation
 * counts `exp` in milliseconds, the standard in seconds; both are understood.
 */
export function checkAssertionLifetime(exp: unknown): void {
  const expires = Number(exp)
  const seconds = expires > 100_000_000_000 ? expires / 1000 : expires
  const left = seconds - Date.now() / 1000
  if (!(left > -toleranceSeconds && left <= ceilingSeconds + toleranceSeconds)) {
    throw new errors.InvalidClientAuth('the client assertion lives longer than five minutes')
  }
}
