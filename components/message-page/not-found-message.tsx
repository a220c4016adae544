import { institutionHref } from '@/components/institution/institution-href'
import { ButtonLink } from '@/components/ui/button'
import type { Institution } from '@/lib/institutions/institution'
import { MessagePage } from './message-page'

interface NotFoundMessageProps {
  /** Where the address leads into; null outside of institutions. */
  institution?: Pick<Institution, 'institutionId' | 'name'> | null
}

/** No such page, at an institution or outside of one. */
export function NotFoundMessage({ institution = null }: NotFoundMessageProps) {
  return (
    <MessagePage
      title={institution ? `Page not found in ${institution.name}` : 'Page not found'}
      actions={
        institution ? (
          <ButtonLink variant="primary" href={institutionHref(institution.institutionId)}>
            Go to its home
          </ButtonLink>
        ) : (
          <ButtonLink variant="primary" href="/institutions">
            Choose an institution
          </ButtonLink>
        )
      }
    >
      <p>The address may be mistyped, or the page may have moved.</p>
    </MessagePage>
  )
}
