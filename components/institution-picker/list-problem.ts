import type { RequestProblem } from '@/components/requests/request-problem'

/** Why the list cannot be shown, from the browser's own request or from the server's rendering. */
export type ListProblem = Partial<
  Pick<RequestProblem, 'failure' | 'status' | 'requestId' | 'retryAfterSeconds' | 'missingScope'>
> & { readonly code: string }

/** What the person can do about it. */
export type ListRemedy = 'retry' | 'wait' | 'sign-in' | 'online'

/** One sentence on the reason, and the remedy that fits it. */
export function describeListProblem(
  problem: ListProblem,
  isOnline = true,
): { text: string; remedy: ListRemedy } {
  const { failure, status = 0, code, retryAfterSeconds } = problem
  if (failure === 'offline' && !isOnline) {
    return {
      text: "You're offline. We'll load your institutions when you're back.",
      remedy: 'online',
    }
  }
  if (failure === 'offline') {
    return {
      text: "We couldn't reach the server. Check your connection and try again.",
      remedy: 'retry',
    }
  }
  if (failure === 'timeout') return { text: 'The answer took too long.', remedy: 'retry' }
  if (code === 'session_required' || status === 401) {
    return { text: 'Your session ended. Sign in again to continue.', remedy: 'sign-in' }
  }
  if (code === 'institution_authorization_required') {
    return {
      text: 'Your access needs to be renewed. Sign in again to continue.',
      remedy: 'sign-in',
    }
  }
  if (code === 'rate_limited' || status === 429) {
    const seconds = retryAfterSeconds ?? 20
    return { text: `Too many requests. We'll try again in ${seconds} seconds.`, remedy: 'wait' }
  }
  if (status === 403) {
    const { missingScope } = problem
    const which = missingScope === undefined ? '' : ` (${missingScope})`
    return { text: `You lack the permission to list institutions${which}.`, remedy: 'retry' }
  }
  if (code === 'store_unavailable') {
    return { text: "Our session storage isn't responding.", remedy: 'retry' }
  }
  return { text: "The institution list isn't responding.", remedy: 'retry' }
}
