import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

/** No such page, at an institution or outside of one. */
export function NotFoundMessage() {
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
