import type { Config } from '@/lib/config/parse-config'

/** Says in which way the metadata's issuer differs from JHI_ISSUER, and which to set. */
export function explainIssuer(
  found: string | null,
  {
    issuer,
    discoveryUrl,
    at = discoveryUrl,
  }: Pick<Config, 'issuer' | 'discoveryUrl'> & { at?: string },
): { message: string; advice: string } {
  if (found === null || !URL.canParse(found)) {
    return {
      message: `${discoveryUrl} names no issuer`,
      advice: 'Set JHI_DISCOVERY_URL to the metadata of the provider; this is something else.',
    }
  }
  return {
    message: `the metadata’s issuer is ${found}, JHI_ISSUER is ${issuer}: ${difference(found, issuer)}`,
    advice: `If ${new URL(found).host} is the host you trust, set ${settingsFor(found, { issuer, at, discoveryUrl })}.`,
  }
}

/** Where the metadata of an issuer is unless JHI_DISCOVERY_URL says otherwise. */
export function defaultDiscoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** What to set for an issuer whose metadata was found at an address. */
export function settingsFor(
  found: string,
  { issuer, at, discoveryUrl }: { issuer: string; at: string; discoveryUrl: string },
): string {
  const isFree = defaultDiscoveryUrl(found) === at
  const isSet = discoveryUrl !== defaultDiscoveryUrl(issuer)
  if (!isFree) return `JHI_ISSUER=${found} and JHI_DISCOVERY_URL=${at}`
  return `JHI_ISSUER=${found}${isSet ? ' and remove JHI_DISCOVERY_URL' : ''}`
}

function difference(found: string, issuer: string): string {
  const [one, other] = [new URL(found), new URL(issuer)]
  if (found.replace(/\/$/, '') === issuer.replace(/\/$/, '')) return 'a slash at the end'
  if (one.host !== other.host) {
    const bare = (host: string) => host.replace(/^www\./, '')
    if (bare(one.host) === bare(other.host)) return 'with and without www.'
    const moved = [one.hostname, other.hostname].some((host) => bare(host) === 'banno.com')
    return moved ? 'another host, as banno.com became login.jackhenry.com' : 'another host'
  }
  if (one.protocol !== other.protocol) return 'http and https'
  if (found.toLowerCase() === issuer.toLowerCase()) return 'capitals'
  return 'another path'
}
