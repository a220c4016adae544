/**
 * Yours to add to: the variable of each upstream's address, with its address on a developer's machine.
 * That one counts at loopback origins only; elsewhere a variable that is not set stops the start.
 * `lib/api/upstreams.ts` reads them as `config.upstreamUrls`.
 */
export const upstreamVariables = {
  // WIRES_URL: 'http://localhost:4600',
} as const satisfies Readonly<Record<string, `http://localhost:${string}`>>

/** The name of one of them. */
export type UpstreamVariable = keyof typeof upstreamVariables
