/**
 * Milliseconds since 1970. Injected, so that a test can live through the year after which a chain
 * of refresh tokens ends.
 */
export type Now = () => number

/** The same instant in whole seconds, as tokens count time. */
export function secondsOf(now: Now): number {
  return Math.floor(now() / 1000)
}

/**
 * How far the injected clock runs ahead of the machine's, in whole seconds. oidc-provider reads
 * the machine's clock and takes no other, so times are moved by this where they cross over.
 */
export function clockOffset(now: Now): number {
  return Math.round((now() - Date.now()) / 1000)
}
