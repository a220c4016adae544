import type { ReactNode } from 'react'

interface MessagePageProps {
  title: ReactNode
  children?: ReactNode
  /** One primary action, and at most one other. */
  actions?: ReactNode
}

/** A page that is a message: what happened, in plain words, and what to do next. */
export function MessagePage({ title, children, actions }: MessagePageProps) {
  return (
    <div className="mx-auto mt-2 w-full max-w-xl rounded-card border border-border bg-surface-raised px-6 py-7 shadow-card sm:mt-10 sm:px-8">
      <h1 className="wrap-anywhere font-semibold text-title tracking-tight">{title}</h1>
      {children ? <div className="mt-2 flex flex-col gap-2 text-text-muted">{children}</div> : null}
      {actions ? <div className="mt-6 flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  )
}
