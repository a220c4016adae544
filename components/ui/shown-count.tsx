import { formatCount } from './count'

/** "Showing 50 of 1,204." The count never lies: it is what stands on the page. */
export function ShownCount({ shown, total }: { shown: number; total: number }) {
  return (
    <p className="text-small text-text-muted tabular-nums">
      Showing {formatCount(shown)} of {formatCount(total)}.
    </p>
  )
}
