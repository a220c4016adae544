import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { NoPermission } from '@/components/accounts/no-permission'
import { toRequestProblem } from '@/components/requests/request-problem'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

interface AccountProblemProps {
  error: Error
  institution: { readonly institutionId: string; readonly name: string }
  listHref: string
  onTryAgain: () => void
}

/** An account that cannot be shown: it is not there, not for this person, or not to be had now. */
export function AccountProblem({ error, institution, listHref, onTryAgain }: AccountProblemProps) {
  const { institutionId, name } = institution
  const problem = toRequestProblem(error)
  if (problem.code === 'permission_denied') {
    return (
      <>
        <PageHeader title="Account" />
        <NoPermission institutionId={institutionId} institutionName={name} />
      </>
    )
  }
  // What is no id at all gets no further than the BFF.
  if (problem.status === 404) {
    return (
      <>
        <PageHeader title="This account isn't available" />
        <EmptyState
          title="It isn't at this institution"
          actions={<ButtonLink href={listHref}>All accounts</ButtonLink>}
        >
          The link may be for another institution, or the account may have been removed.
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <PageHeader title="Account" />
      <AccountsProblem
        problem={problem}
        institutionId={institutionId}
        returnTo={window.location.pathname}
        onTryAgain={onTryAgain}
      />
    </>
  )
}
