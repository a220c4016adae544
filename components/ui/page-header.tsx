import type { ReactNode } from 'react'

/** The one `h1` of a page, with what belongs beside it. */
export function PageHeader({
  title,
  lead,
  before,
  actions,
}: {
  title: ReactNode
  lead?: ReactNode
  /** Stands before the title, for example an initials tile. */
  before?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 items-start gap-3 sm:items-center sm:gap-4">
        {before}
        <div className="min-w-0">
          <h1 className="wrap-anywhere font-semibold text-title tracking-tight">{title}</h1>
          {lead ? <div className="mt-0.5 text-balance text-text-muted">{lead}</div> : null}
        </div>
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
