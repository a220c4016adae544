import type { ReactNode } from 'react'

/** Says why there is nothing here and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="rounded-card border border-border bg-surface-raised px-5 py-10 text-center shadow-card">
      <p className="font-semibold text-heading">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-prose text-text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  )
}
