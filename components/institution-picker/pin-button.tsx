import clsx from 'clsx'
import { Star } from 'lucide-react'
import { memo } from 'react'

/** The form that every pin on the page belongs to. */
export const pinFormId = 'pin-form'

interface PinButtonProps {
  institutionId: string
  name: string
  isPinned: boolean
}

/** Keeps an institution at the top of the list, or no longer. The star is filled while it is pinned. */
export const PinButton = memo(function PinButton({
  institutionId,
  name,
  isPinned,
}: PinButtonProps) {
  return (
    <button
      type="submit"
      form={pinFormId}
      name={isPinned ? 'unpin' : 'pin'}
      value={institutionId}
      aria-pressed={isPinned}
      aria-label={`Pin ${name}`}
      title={isPinned ? 'Unpin' : 'Pin'}
      className={clsx(
        'me-2 inline-flex size-10 shrink-0 cursor-pointer items-center justify-center self-center rounded-control transition-colors hover:bg-surface-hover focus-visible:-outline-offset-2 print:hidden',
        isPinned ? 'text-link' : 'text-text-muted hover:text-text',
      )}
    >
      <Star aria-hidden="true" className="size-4.5" fill={isPinned ? 'currentColor' : 'none'} />
    </button>
  )
})
