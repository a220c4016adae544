import clsx from 'clsx'
import { memo } from 'react'

/** The form that every pin on the page belongs to. */
export const pinFormId = 'pin-form'

/** Drawn here: an icon's component is three more for each of the rows that a key brings. */
const star =
  'M12 2.5l2.94 5.95 6.56.95-4.75 4.63 1.12 6.54L12 17.48l-5.87 3.09 1.12-6.54L2.5 9.4l6.56-.95z'

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
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="size-4.5 stroke-2 stroke-current"
        fill={isPinned ? 'currentColor' : 'none'}
        strokeLinejoin="round"
      >
        <path d={star} />
      </svg>
    </button>
  )
})
