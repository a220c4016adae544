import clsx from 'clsx'

/** The product's mark: a roof, three columns, a base. Decoration: the name stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 32 32"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="2.4"
      className={clsx('shrink-0', className)}
    >
      <path d="M6 12 16 5.8 26 12" stroke="currentColor" />
      <path d="M10 16.2v5.4M16 16.2v5.4M22 16.2v5.4" stroke="currentColor" opacity="0.62" />
      <path d="M6.5 26h19" stroke="currentColor" />
    </svg>
  )
}
