import { callJson, type JsonAnswer } from './call-json'
import { leaveRemovedInstitution } from './leave-removed-institution'
import { announceIfOffline } from './offline'
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
 * this is for what a page shows, not for what a person has typed. A refusal may mean that the institution
 * is not theirs any more: then the page leaves for the list.
 */
export async function getFromUpstream(
  address: UpstreamAddress,
  {
    signal,
    inquiry,
    renew = renewInstitutionAccess,
    leaveRemoved = leaveRemovedInstitution,
  }: GetFromUpstreamOptions = {},
): Promise<JsonAnswer> {
  const options = {
    headers: { 'X-CSRF': '1' },
    ...(inquiry !== undefined && { method: 'POST' as const, body: inquiry }),
    ...(signal && { signal }),
  }
  const { institutionId } = address
  return callJson(upstreamHref(address), options).catch(async (error: unknown) => {
    if (isAccessEnded(error) && renew(institutionId)) return waitToLeave(error)
    if (isRefusal(error) && (await leaveRemoved(institutionId))) return waitToLeave(error)
    announceIfOffline(error)
    throw error
  })
}

interface GetFromUpstreamOptions {
  signal?: AbortSignal
  /** What to look for, at an upstream that takes it as the body of a POST. */
  inquiry?: unknown
  renew?: typeof renewInstitutionAccess
  leaveRemoved?: typeof leaveRemovedInstitution
}

function isAccessEnded(error: unknown): boolean {
  return error instanceof RequestProblem && error.code === 'institution_authorization_required'
}

/** The upstream itself says no: the person may have lost the institution. Our own refusals have codes. */
function isRefusal(error: unknown): boolean {
  const ours = ['institution_authorization_required', 'insufficient_scope', 'csrf_rejected']
  return error instanceof RequestProblem && error.status === 403 && !ours.includes(error.code)
}
