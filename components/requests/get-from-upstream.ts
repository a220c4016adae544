import { getJson, type JsonAnswer } from './get-json'
import { renewInstitutionAccess, waitToLeave } from './renew-institution-access'
import { RequestProblem } from './request-problem'

/** An address behind the BFF: whose access, which of `lib/api/upstreams.ts`, and its path there. */
export interface UpstreamAddress {
  institutionId: string
  upstream: string
  /** Segments, which are encoded here. */
  path: readonly string[]
}

/** The path of an upstream's resource at our own server. */
export function upstreamHref({ institutionId, upstream, path }: UpstreamAddress): string {
  return `/api/bff/${[institutionId, upstream, ...path].map(encodeURIComponent).join('/')}`
}

/**
 * Gets JSON from an upstream through the BFF, or throws a `RequestProblem`. When access to the
 * institution has ended, the page goes to renew it and comes back, which nobody need notice: so
 * this is for what a page shows, not for what a person has typed.
 */
export async function getFromUpstream(
  address: UpstreamAddress,
  { signal, renew = renewInstitutionAccess }: GetFromUpstreamOptions = {},
): Promise<JsonAnswer> {
  const options = { headers: { 'X-CSRF': '1' }, ...(signal && { signal }) }
  return getJson(upstreamHref(address), options).catch((error: unknown) => {
    if (isAccessEnded(error) && renew(address.institutionId)) return waitToLeave(error)
    throw error
  })
}

interface GetFromUpstreamOptions {
  signal?: AbortSignal
  renew?: typeof renewInstitutionAccess
}

function isAccessEnded(error: unknown): boolean {
  return error instanceof RequestProblem && error.code === 'institution_authorization_required'
}
