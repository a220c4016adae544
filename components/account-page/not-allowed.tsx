import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'

/** Says what a person may not do, where they would look for it, and who can change that. */
export function NotAllowed({ children }: { children: ReactNode }) {
  return (
    <p className="mt-4 flex gap-2.5 rounded-control bg-surface-sunken px-3 py-2 text-small text-text-muted">
      <Lock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
