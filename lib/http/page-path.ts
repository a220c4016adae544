import 'server-only'
import { headers } from 'next/headers'
import { decodeSegment } from './decode-segment'
import { findPageInstitution } from './institution-page'
import { pagePathHeader } from './security-headers'

/** The path of the page being rendered, as the browser asked for it; empty where nobody says. */
export async function findPagePath(): Promise<string> {
  return (await headers()).get(pagePathHeader) ?? ''
}

/**
 * The institution of the address being rendered, for pages that Next.js gives no parameters. Null
 * outside of institutions, for one that is not this person's, and while nobody can say.
 */
export async function findInstitutionOfPath() {
  const segment = /^\/i\/([^/]+)/.exec(await findPagePath())?.[1]
  if (segment === undefined) return null
  return findPageInstitution(decodeSegment(segment)).catch(() => null)
}
