import { callJson, type JsonAnswer } from './call-json'
import { type UpstreamAddress, upstreamHref } from './get-from-upstream'
import { announceIfOffline } from './offline'

/** A change of something at an upstream. */
export interface UpstreamChange {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  /** The version that is meant: when it is another one by now, nothing is changed. */
  readonly etag?: string | undefined
}

/**
 * Sends what a person has entered to an upstream through the BFF, or throws a `RequestProblem`. Unlike
 * {@link getFromUpstream} it never leaves the page to renew access: what was entered would be lost.
 */
export async function sendToUpstream(
  address: UpstreamAddress,
  { method, body, etag }: UpstreamChange,
): Promise<JsonAnswer> {
  const headers = { 'X-CSRF': '1', ...(etag !== undefined && { 'if-match': etag }) }
  return callJson(upstreamHref(address), { method, headers, body }).catch((error: unknown) => {
    announceIfOffline(error)
    throw error
  })
}
