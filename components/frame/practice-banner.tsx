import { FlaskConical } from 'lucide-react'

/** Stands above the header whenever the identity provider is the simulator. */
export function PracticeBanner() {
  return (
    <aside
      aria-label="Environment"
      className="flex items-center justify-center gap-2 border-border border-b bg-warning-soft px-gutter py-1.5 text-center text-caption text-warning sm:text-small"
    >
      <FlaskConical aria-hidden="true" className="size-4 shrink-0 max-xs:hidden" />
      <p>
        <strong className="font-semibold">Simulator</strong> · Practice sign-in. No real accounts.
      </p>
    </aside>
  )
}
