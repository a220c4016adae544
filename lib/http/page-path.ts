import 'server-only'
import { headers } from 'next/headers'
import { decodeSegment } from './decode-segment'
import { findPageInstitution } from './institution-page'
import { pagePathHeader } from './security-headers'

/**
 * The institution of the address being rendered, for pages that Next.js gives no parameters. Null
 * outside of institutions, for one that is not this person's, and while nobody can say.
 */
export async function findInstitutionOfPath() {
  const path = (await headers()).get(pagePathHeader) ?? ''
  const segment = /^\/i\/([^/]+)/.exec(path)?.[1]
  if (segment === undefined) return null
  return findPageInstitution(decodeSegment(segment)).catch(() => null)
}
