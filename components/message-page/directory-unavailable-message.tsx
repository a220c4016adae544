import { MessagePage } from './message-page'
import { RetryCountdown } from './retry-countdown'

interface DirectoryUnavailableMessageProps {
  /** The page that could not be shown. */
  retryHref: string
  /** Too much was asked: how many seconds to wait. */
  retryAfterSeconds?: number | undefined
}

/** The list of institutions cannot be had, so nothing that depends on it can be shown either. */
export function DirectoryUnavailableMessage({
  retryHref,
  retryAfterSeconds,
}: DirectoryUnavailableMessageProps) {
  const isLimited = retryAfterSeconds !== undefined
  return (
    <MessagePage
      title={isLimited ? 'Too many requests' : "Jack Henry services aren't responding"}
      actions={
        <RetryCountdown
          href={retryHref}
          seconds={retryAfterSeconds ?? 20}
          probe="/api/institutions?limit=1"
        />
      }
    >
      <p>
        {isLimited
          ? `You're still signed in. We'll try again in ${retryAfterSeconds} seconds.`
          : "We couldn't load your institutions. You're still signed in. Wait a minute, or let us try again for you."}
      </p>
    </MessagePage>
  )
}
