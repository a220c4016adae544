import { type UpstreamVariable, upstreamVariables } from './upstream-variables'

const names = Object.keys(upstreamVariables) as UpstreamVariable[]

/** The variables of upstreams that have to be set: their defaults are for this machine alone. */
export function findUpstreamProblems(
  variables: Readonly<Record<string, string | undefined>>,
  { loopback }: { loopback: boolean },
): string[] {
  return names
    .filter((name) => !loopback && variables[name] === undefined)
    .map((name) => `${name} must be set: its default is for loopback origins only`)
}

/** The address of each upstream: what was set, else the default. */
export function toUpstreamUrls(
  env: Readonly<Partial<Record<string, unknown>>>,
): Readonly<Record<UpstreamVariable, string>> {
  const urls = names.map((name) => [name, env[name] ?? upstreamVariables[name]])
  return Object.fromEntries(urls)
}
