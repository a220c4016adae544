import { useEffect } from 'react'
import { useCountdown } from '@/components/requests/use-countdown'
import { Alert } from '@/components/ui/alert'
import { Button, ButtonLink } from '@/components/ui/button'
import { ReferenceLine } from '@/components/ui/reference-line'
import { describeListProblem, type ListProblem } from './list-problem'
import { pickerHref } from './picker-href'
import { useTargetPage } from './target-page'

interface ListProblemAlertProps {
  problem: ListProblem
  query: string
  onTryAgain: () => void
}

/** The list cannot be shown: why, what to do, and a reference to quote. */
export function ListProblemAlert({ problem, query, onTryAgain }: ListProblemAlertProps) {
  const { text, remedy } = describeListProblem(problem, isBrowserOnline())
  const href = pickerHref({ query, next: useTargetPage() })
  useEffect(() => {
    if (remedy !== 'online') return
    window.addEventListener('online', onTryAgain)
    return () => window.removeEventListener('online', onTryAgain)
  }, [remedy, onTryAgain])
  return (
    <Alert
      tone="danger"
      title="We couldn't load your institutions."
      actions={
        remedy === 'sign-in' ? (
          <ButtonLink href={`/sign-in?returnTo=${encodeURIComponent(href)}`}>
            Sign in again
          </ButtonLink>
        ) : remedy === 'wait' ? (
          <WaitAndTryAgain seconds={problem.retryAfterSeconds ?? 20} onTryAgain={onTryAgain} />
        ) : (
          // A link, so that it helps before JavaScript and without it.
          <ButtonLink
            href={href}
            onClick={(event) => {
              event.preventDefault()
              onTryAgain()
            }}
          >
            Try again
          </ButtonLink>
        )
      }
    >
      <p>{text}</p>
      {problem.requestId ? <ReferenceLine reference={problem.requestId} /> : null}
    </Alert>
  )
}

/** The server, which renders this too, is. */
function isBrowserOnline(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false
}

/** The seconds change for the eye only: a screen reader has heard the sentence above. */
function WaitAndTryAgain({ seconds, onTryAgain }: { seconds: number; onTryAgain: () => void }) {
  const left = useCountdown(seconds, onTryAgain)
  return (
    <>
      <Button onClick={onTryAgain}>Try now</Button>
      <span aria-hidden="true" className="self-center text-small tabular-nums">
        {left} s
      </span>
    </>
  )
}
