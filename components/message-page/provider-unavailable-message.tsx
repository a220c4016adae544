import { identityProviderName } from '@/components/brand/brand'
import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

/** Access has run out and the provider cannot renew it now; the session itself is fine. */
export function ProviderUnavailableMessage({ retryHref }: { retryHref: string }) {
  return (
    <MessagePage
      title={`${identityProviderName} isn't responding`}
      actions={
        <ButtonLink variant="primary" href={retryHref}>
          Try again
        </ButtonLink>
      }
    >
      <p>
        Your access needs to be renewed, and that isn't possible right now. You're still signed in.
        Wait a minute and try again.
      </p>
    </MessagePage>
  )
}
