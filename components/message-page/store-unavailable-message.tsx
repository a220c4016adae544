import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

interface StoreUnavailableMessageProps {
  /** The page that could not be shown; left out, the address in the browser. */
  retryHref?: string
}

/** Nobody can say whether there is a session, so nothing of one is shown, and nothing of it ends. */
export function StoreUnavailableMessage({ retryHref = '' }: StoreUnavailableMessageProps) {
  return (
    <MessagePage
      title="We can't check your session right now"
      actions={
        // An empty address is the page's own, with its query: a link that loads it again.
        <ButtonLink variant="primary" href={retryHref}>
          Try again
        </ButtonLink>
      }
    >
      <p>You're still signed in, and nothing is lost. Try again in a moment.</p>
    </MessagePage>
  )
}
