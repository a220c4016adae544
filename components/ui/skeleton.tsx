import clsx from 'clsx'

/** Holds the place of text that has not come yet. Hidden from assistive technology: a status says "loading". */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'skeleton-pulse block rounded-tag border border-transparent bg-border',
        className,
      )}
    />
  )
}
