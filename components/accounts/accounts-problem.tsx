import { openAgainHref } from '@/components/requests/renew-institution-access'
import type { RequestProblem } from '@/components/requests/request-problem'
import { Alert } from '@/components/ui/alert'
import { Button, ButtonLink } from '@/components/ui/button'
import { ReferenceLine } from '@/components/ui/reference-line'
import { describeAccountsProblem } from './describe-accounts-problem'

interface AccountsProblemProps {
  problem: RequestProblem
  institutionId: string
  /** Where to come back to, when the remedy leads away. */
  returnTo: string
  onTryAgain: () => void
}

/** A call of Account Services that failed: what happened, what to do, and the reference to quote. */
export function AccountsProblem({
  problem,
  institutionId,
  returnTo,
  onTryAgain,
}: AccountsProblemProps) {
  const { title, text, remedy } = describeAccountsProblem(problem)
  const actions = {
    retry: (
      <Button size="small" onClick={onTryAgain}>
        Try again
      </Button>
    ),
    'sign-in': (
      <ButtonLink size="small" href={`/sign-in?${new URLSearchParams({ returnTo })}`}>
        Sign in again
      </ButtonLink>
    ),
    'open-again': (
      <ButtonLink size="small" href={openAgainHref(institutionId, returnTo)}>
        Open again
      </ButtonLink>
    ),
    'ask-for-scope': (
      <ButtonLink
        size="small"
        href={openAgainHref(institutionId, returnTo, problem.requestableScope)}
      >
        Ask for it
      </ButtonLink>
    ),
    none: null,
  }[remedy]
  return (
    <Alert tone="danger" title={title} actions={actions}>
      <p>{text}</p>
      {problem.requestId ? <ReferenceLine reference={problem.requestId} /> : null}
    </Alert>
  )
}
