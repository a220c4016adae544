import { describeScope } from '@/components/institution/describe-scope'
import type { RequestProblem } from '@/components/requests/request-problem'

/** What the person can do about a call that failed. */
type AccountsRemedy = 'retry' | 'sign-in' | 'open-again' | 'ask-for-scope' | 'none'

interface AccountsProblemWords {
  title: string
  text: string
  remedy: AccountsRemedy
}

/** Words and remedy for a call of Account Services that failed: first by the problem's code, then by status. */
export function describeAccountsProblem(problem: RequestProblem): AccountsProblemWords {
  const { failure, status, code, retryAfterSeconds } = problem
  if (failure === 'offline') {
    return {
      title: "We couldn't reach the server",
      text: 'Check your connection and try again.',
      remedy: 'retry',
    }
  }
  if (failure === 'timeout' || code === 'upstream_timeout' || status === 504) {
    return {
      title: "The accounts service didn't answer in time",
      text: 'Try again. If it keeps happening, quote the reference.',
      remedy: 'retry',
    }
  }
  if (failure === 'unreadable') {
    return {
      title: "The accounts service's answer isn't what we expect",
      text: 'Nothing is shown rather than something wrong.',
      remedy: 'retry',
    }
  }
  switch (code) {
    case 'insufficient_scope':
      return describeMissingScope(problem)
    case 'permission_denied':
      return {
        title: "Your role doesn't include this",
        text: "Ask the institution's administrator if you need it for your work.",
        remedy: 'none',
      }
    case 'institution_authorization_required':
      return {
        title: 'Your access to this institution needs renewing',
        text: 'Open the institution again to continue.',
        remedy: 'open-again',
      }
    case 'csrf_rejected':
      return {
        title: 'The request was refused',
        text: "It didn't come from this application. Load the page again.",
        remedy: 'retry',
      }
    case 'upstream_not_found':
      return {
        title: 'This institution has no accounts endpoint enabled.',
        text: 'Name it in lib/api/upstreams.ts, or ask for it to be enabled.',
        remedy: 'none',
      }
  }
  return describeByStatus(status, retryAfterSeconds)
}

function describeMissingScope({
  missingScope,
  requestableScope,
}: RequestProblem): AccountsProblemWords {
  const title = 'Signed in, but this permission is missing'
  const scope = requestableScope ?? missingScope ?? 'The scope for accounts'
  const words = describeScope(scope)
  const name = words === null ? scope : `${words} (${scope})`
  return requestableScope === undefined
    ? {
        title,
        text: `${name}. Ask for it in JHI_SCOPES, and have it enabled for the External Application.`,
        remedy: 'none',
      }
    : { title, text: `${name}. Ask for it, and you come back here.`, remedy: 'ask-for-scope' }
}

function describeByStatus(
  status: number,
  retryAfterSeconds: number | undefined,
): AccountsProblemWords {
  if (status === 401) {
    return { title: 'Your session ended', text: 'Sign in again to continue.', remedy: 'sign-in' }
  }
  if (status === 403) {
    return {
      title: "You don't have access to these accounts",
      text: "If that's unexpected, contact the institution's administrator.",
      remedy: 'none',
    }
  }
  if (status === 404) {
    return {
      title: 'This institution has no accounts endpoint enabled.',
      text: 'Ask for it to be enabled.',
      remedy: 'none',
    }
  }
  if (status === 429) {
    const wait = retryAfterSeconds === undefined ? 'a moment' : `${retryAfterSeconds} seconds`
    return { title: 'Too many requests', text: `Wait ${wait} and try again.`, remedy: 'retry' }
  }
  return {
    title: "The accounts service isn't responding",
    text: 'Try again. If it keeps happening, quote the reference.',
    remedy: 'retry',
  }
}
