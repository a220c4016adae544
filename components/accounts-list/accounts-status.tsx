import { useSettled } from '@/components/institution-search/use-settled'
import { useWaitingWords, type WaitingWords } from '@/components/requests/use-waiting-words'
import { type AnsweredLook, describeAccounts, speakOfAccounts } from './describe-accounts'

const waitingWords: WaitingWords = [
  [400, 'Loading accounts…'],
  [5_000, 'Still loading. The accounts service is taking longer than usual.'],
]

interface AccountsStatusProps {
  /** What stands in the search. */
  wanted: string
  isWaiting: boolean
  isOffline: boolean
  /** Null while there is nothing to count. */
  answered: AnsweredLook | null
  /** What a box in place of everything says, for people who listen. */
  refusal: string | null
  /** Nothing can be looked for, so there is no line to read. */
  isHidden: boolean
}

/**
 * The line between search and table. For the eye it is always up to date; it is spoken only once typing
 * has stopped for half a second.
 */
export function AccountsStatus({
  wanted,
  isWaiting,
  isOffline,
  answered,
  refusal,
  isHidden,
}: AccountsStatusProps) {
  const waiting = useWaitingWords(isWaiting && !isOffline, waitingWords)
  const words = isOffline ? "You're offline. We'll load the accounts when you're back." : waiting
  const isOld = isWaiting || answered?.look.query !== wanted
  const result = isOld ? '' : speakOfAccounts(answered)
  const spoken = useSettled(words ?? refusal ?? result, 500, wanted)
  // Where there is nothing, a box in place of the table says so.
  const shown = words ?? (answered && answered.total > 0 ? describeAccounts(answered) : '')

  return (
    <div className={isHidden ? 'sr-only' : '-mb-1 min-h-5 text-small text-text-muted tabular-nums'}>
      <p aria-hidden="true">{shown}</p>
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </div>
  )
}
