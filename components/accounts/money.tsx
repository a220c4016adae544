import clsx from 'clsx'
import { formatCents } from './format-cents'

/** Money, or that this person may not see it: an empty cell would look like none. */
export function Money({ cents, currency }: { cents: number | null; currency: string }) {
  if (cents === null) return <span className="text-text-muted">Not permitted</span>
  return <span className={clsx(cents < 0 && 'text-danger')}>{formatCents(cents, currency)}</span>
}
