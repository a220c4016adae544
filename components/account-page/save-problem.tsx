import { writeScope } from '@/components/accounts/account-scopes'
import { describeAccountsProblem } from '@/components/accounts/describe-accounts-problem'
import { openAgainHref } from '@/components/requests/renew-institution-access'
import type { RequestProblem } from '@/components/requests/request-problem'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { ReferenceLine } from '@/components/ui/reference-line'

/**
 * A change that was not saved. What may help leads into a tab of its own, so that what was typed stays
 * here; to try again is what the form's own button is for.
 */
export function SaveProblem({
  problem,
  institutionId,
}: {
  problem: RequestProblem
  institutionId: string
}) {
  const { title, text, action } = describeSaveProblem(problem)
  // Access that is opened anew has no more than what is always asked for.
  const scope = problem.requestableScope ?? writeScope
  const actions =
    action === undefined ? null : (
      <ButtonLink
        size="small"
        target="_blank"
        href={openAgainHref(institutionId, window.location.pathname, scope)}
      >
        {action}
      </ButtonLink>
    )
  return (
    <Alert tone="danger" title={title} actions={actions}>
      <p>{text}</p>
      {problem.requestId ? <ReferenceLine reference={problem.requestId} /> : null}
    </Alert>
  )
}

/** Words for a change that was not saved, as far as they differ from those for what is only shown. */
function describeSaveProblem(problem: RequestProblem): {
  title: string
  text: string
  action?: string
} {
  const { title, text, remedy } = describeAccountsProblem(problem)
  if (problem.failure === 'timeout' || problem.failure === 'unreadable' || problem.status === 504) {
    return {
      title: "We don't know whether this was saved",
      text: 'The answer did not arrive. Save again: the same change is never made twice.',
    }
  }
  if (remedy === 'open-again') {
    return {
      title,
      text: 'Renew it in a new tab, then come back and save again. What you typed stays here.',
      action: 'Renew in a new tab',
    }
  }
  if (remedy === 'ask-for-scope') {
    return {
      title,
      text: 'Ask for it in a new tab, then come back and save again. What you typed stays here.',
      action: 'Ask for it in a new tab',
    }
  }
  if (problem.failure === 'offline') {
    return { title, text: 'Check your connection and save again. What you typed stays here.' }
  }
  if (problem.code === 'not_found') {
    return {
      title: "This account isn't there anymore",
      text: 'Copy what you still need, then go back to the list.',
    }
  }
  return { title, text: remedy === 'retry' ? 'Save again. What you typed stays here.' : text }
}
