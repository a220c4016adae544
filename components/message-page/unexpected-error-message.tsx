import { Button, ButtonLink } from '@/components/ui/button'
import { MessagePage } from './message-page'

interface UnexpectedErrorMessageProps {
  /** The server's digest of the error. */
  reference?: string | undefined
  /** From an error boundary; without it, "Try again" loads the page anew. */
  onTryAgain?: () => void
}

/** Something failed that nobody foresaw. */
export function UnexpectedErrorMessage({ reference, onTryAgain }: UnexpectedErrorMessageProps) {
  return (
    <MessagePage
      title="Something went wrong"
      reference={reference}
      actions={
        onTryAgain ? (
          <Button variant="primary" onClick={onTryAgain}>
            Try again
          </Button>
        ) : (
          // An empty reference is this very page.
          <ButtonLink variant="primary" href="">
            Try again
          </ButtonLink>
        )
      }
    >
      <p>
        It's not your fault. Try again; if it keeps happening, quote{' '}
        {reference ? 'the reference below' : 'the time it happened'}.
      </p>
    </MessagePage>
  )
}
