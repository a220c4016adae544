import clsx from 'clsx'
import type { ReactNode } from 'react'

interface CardProps {
  title: string
  /** Makes the heading's id, so it is unique on the page. */
  id: string
  /** One line under the title. */
  description?: ReactNode
  /** Controls at the end of the title's line. */
  actions?: ReactNode
  children: ReactNode
  className?: string
}

/** A titled section with an edge. It is a landmark only through its heading. */
export function Card({ title, id, description, actions, children, className }: CardProps) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      className={clsx(
        'flex min-w-0 flex-col rounded-card border border-border bg-surface-raised shadow-card print:break-inside-avoid print:shadow-none',
        className,
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className="font-semibold text-heading">
            {title}
          </h2>
          {description ? <p className="text-small text-text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
      </div>
      <div className="flex min-w-0 grow flex-col px-5 pt-3 pb-5">{children}</div>
    </section>
  )
}
