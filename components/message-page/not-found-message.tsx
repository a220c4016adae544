import { institutionHref } from '@/components/institution/institution-href'
import { ButtonLink } from '@/components/ui/button'
import type { Institution } from '@/lib/institutions/institution'
import { MessagePage } from './message-page'

/** No such page, at an institution or outside of one. */
export function NotFoundMessage({ institution }: { institution?: Institution }) {
  if (institution) {
    return (
      <MessagePage
        title={`Page not found in ${institution.name}`}
        actions={
          <ButtonLink variant="primary" href={institutionHref(institution.institutionId)}>
            Go to its home
          </ButtonLink>
        }
      >
        <p>The address may be mistyped, or the page may have moved.</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage
      title="Page not found"
      actions={
        <ButtonLink variant="primary" href="/institutions">
          Choose an institution
        </ButtonLink>
      }
    >
      <p>The address may be mistyped, or the page may have moved.</p>
    </MessagePage>
  )
}
