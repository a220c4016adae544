'use client'

import { AccountsProblem } from '@/components/accounts/accounts-problem'
import type { ListProblem } from '@/components/institution-picker/list-problem'
import { ListProblemAlert } from '@/components/institution-picker/list-problem-alert'
import { PageError } from '@/components/message-page/page-error'
import { RequestProblem } from '@/components/requests/request-problem'

const accountsProblems = [
  new RequestProblem({ failure: 'offline', status: 0, code: '' }),
  new RequestProblem({ failure: 'refused', status: 401, code: 'session_required' }),
  new RequestProblem({
    failure: 'refused',
    status: 403,
    code: 'insufficient_scope',
    missingScope: 'https://jackhenry.com/account-services/accounts.read',
    requestId: 'req_01JD3V9',
  }),
  new RequestProblem({
    failure: 'refused',
    status: 403,
    code: 'insufficient_scope',
    missingScope: 'https://jackhenry.com/account-services/accounts.write',
    requestableScope: 'https://jackhenry.com/account-services/accounts.write',
  }),
  new RequestProblem({ failure: 'refused', status: 403, code: 'permission_denied' }),
  new RequestProblem({
    failure: 'refused',
    status: 403,
    code: 'institution_authorization_required',
  }),
  new RequestProblem({ failure: 'refused', status: 404, code: 'upstream_not_found' }),
  new RequestProblem({
    failure: 'refused',
    status: 429,
    code: 'rate_limited',
    retryAfterSeconds: 20,
  }),
  new RequestProblem({
    failure: 'refused',
    status: 502,
    code: 'upstream_unreachable',
    requestId: 'req_01JD3V9',
  }),
]

const listProblems: ListProblem[] = [
  { code: 'rate_limited', status: 429, retryAfterSeconds: 20 },
  { code: 'session_required', status: 401 },
  { code: 'institution_authorization_required', status: 403 },
]

/** Failures have actions, so they live on the client. */
export function ProblemSpecimens() {
  return (
    <>
      {accountsProblems.map((problem) => (
        <AccountsProblem
          key={problem.message + problem.requestableScope}
          problem={problem}
          institutionId="inst-1000"
          returnTo="/i/inst-1000"
          onTryAgain={ignore}
        />
      ))}
      {listProblems.map((problem) => (
        <ListProblemAlert key={problem.code} problem={problem} query="" onTryAgain={ignore} />
      ))}
    </>
  )
}

/** What an error boundary shows, with a digest to quote. */
export function PageErrorSpecimen() {
  return <PageError error={Object.assign(new Error(), { digest: '3120994821' })} retry={ignore} />
}

function ignore() {}
