import { useSettled } from '@/components/institution-search/use-settled'
import { useWaitingWords, type WaitingWords } from '@/components/requests/use-waiting-words'
import type { Institution } from '@/lib/institutions/institution'
import { describeCount, describeResults } from './describe-results'

const waitingWords: WaitingWords = [
  [400, 'Loading institutions…'],
  [5_000, 'Still loading. This can take longer when you have access to many institutions.'],
]

interface PickerStatusProps {
  /** What stands in the field. */
  wanted: string
  isWaiting: boolean
  isOffline: boolean
  /** Null while there is nothing to count. */
  results: { query: string; total: number; first: Institution | undefined } | null
}

/**
 * The line between search and list. For the eye it is always up to date; it is spoken only once
 * typing has stopped for half a second, and on paper it says what was searched.
 */
export function PickerStatus({ wanted, isWaiting, isOffline, results }: PickerStatusProps) {
  const waiting = useWaitingWords(isWaiting && !isOffline, waitingWords)
  const line = isOffline
    ? "You're offline. We'll load your institutions when you're back."
    : (waiting ?? (results ? describeResults(results) : ''))
  const isOfOldSearch = waiting === null && !isOffline && results?.query !== wanted
  const spoken = useSettled(isOfOldSearch ? '' : line, 500, wanted)
  // What Enter opens is of no use there.
  const onPaper = results?.first && results.query !== '' ? describeCount(results) : null
  const isRepeated = results?.first === undefined && waiting === null && !isOffline

  return (
    <div className="-mb-1 min-h-5 text-small text-text-muted tabular-nums">
      <p aria-hidden="true" className={onPaper === null ? undefined : 'print:hidden'}>
        {isRepeated ? '' : line}
      </p>
      <p role="status" className="sr-only">
        {spoken}
      </p>
      {onPaper === null ? null : (
        <p aria-hidden="true" className="hidden print:block">
          {onPaper}
        </p>
      )}
    </div>
  )
}
