import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

interface DirectoryUnavailableMessageProps {
  /** The page that could not be shown. */
  retryHref: string
}

/** The list of institutions cannot be had, so nothing that depends on it can be shown either. */
export function DirectoryUnavailableMessage({ retryHref }: DirectoryUnavailableMessageProps) {
  return (
    <MessagePage
      title="Jack Henry services aren't responding"
      actions={
        <ButtonLink variant="primary" href={retryHref}>
          Try again
        </ButtonLink>
      }
    >
      <p>
        We couldn't load your institutions. You're still signed in. Wait a minute and try again.
      </p>
    </MessagePage>
  )
}
