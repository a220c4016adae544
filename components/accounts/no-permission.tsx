import { institutionHref } from '@/components/institution/institution-href'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { noPermissionTitle } from './account-words'

/** The person's role has nothing to do with accounts. */
export function NoPermission({
  institutionId,
  institutionName,
}: {
  institutionId: string
  institutionName: string
}) {
  return (
    <EmptyState
      title={noPermissionTitle}
      actions={<ButtonLink href={institutionHref(institutionId)}>Go to home</ButtonLink>}
    >
      Your role at {institutionName} doesn't include seeing accounts. Ask its administrator if you
      need it for your work.
    </EmptyState>
  )
}
