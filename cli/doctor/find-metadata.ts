import type { Config } from '@/lib/config/parse-config'
import { ask } from './ask'
import { defaultDiscoveryUrl, settingsFor } from './explain-issuer'
import { findText, isObject } from './metadata'

type Addresses = Pick<Config, 'issuer' | 'discoveryUrl'>

const documentedPaths = [
  '/a/oidc-provider/api/v0/.well-known/openid-configuration',
  '/.well-known/openid-configuration',
]

/** Looks where the metadata is without JHI_DISCOVERY_URL, and where Jack Henry documents it. */
export async function elsewhere({ issuer, discoveryUrl }: Addresses): Promise<string> {
  const { origin } = new URL(discoveryUrl)
  const usual = defaultDiscoveryUrl(issuer)
  for (const url of new Set([usual, ...documentedPaths.map((path) => `${origin}${path}`)])) {
    const found = url === discoveryUrl ? null : await findIssuer(url)
    if (found === null) continue
    if (found !== issuer) {
      return `It is at ${url}: set ${settingsFor(found, { issuer, at: url, discoveryUrl })}.`
    }
    return url === usual
      ? 'Remove JHI_DISCOVERY_URL.'
      : `It is at ${url}: set JHI_DISCOVERY_URL to that.`
  }
  return 'Set JHI_DISCOVERY_URL to the whole address of the metadata, ending in /.well-known/openid-configuration.'
}

/** Tries the host with www. where it was written without, and the other way round. */
export async function otherHost({ issuer, discoveryUrl }: Addresses): Promise<string | null> {
  const url = discoveryUrl.replace(/\/\/(www\.)?/, (_, www) => (www ? '//' : '//www.'))
  const found = URL.canParse(url) ? await findIssuer(url) : null
  if (found === null) return null
  const settings =
    found === issuer
      ? `JHI_DISCOVERY_URL=${url}`
      : settingsFor(found, { issuer, at: url, discoveryUrl })
  return `${new URL(url).host} answers: set ${settings}, if that is a host you trust.`
}

/** Where an issuer has its metadata: at its usual address, else where it was found. */
export async function usualPlace(issuer: string | null, foundAt: string): Promise<string> {
  if (issuer === null || !URL.canParse(issuer)) return foundAt
  const usual = defaultDiscoveryUrl(issuer)
  // A host that somebody else named is not asked.
  if (usual === foundAt || new URL(usual).origin !== new URL(foundAt).origin) return foundAt
  return (await findIssuer(usual)) === issuer ? usual : foundAt
}

async function findIssuer(url: string): Promise<string | null> {
  const answer = await ask(url)
  if ('problem' in answer || answer.status !== 200 || !isObject(answer.body)) return null
  const found = findText(answer.body, 'issuer')
  return found !== null && URL.canParse(found) ? found : null
}
