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
    <div className="rounded-card border border-border-control border-dashed px-5 py-8 text-center">
      <p className="font-semibold text-heading">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-prose text-text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  )
}
