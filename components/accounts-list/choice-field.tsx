import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

interface ChoiceFieldProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  /** The `<option>`s. */
  children: ReactNode
}

/** A labelled choice of a few: the browser's own control, in the look of a field. */
export function ChoiceField({ id, label, value, onChange, children }: ChoiceFieldProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium text-small">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="min-h-11 w-full cursor-pointer appearance-none truncate rounded-control border border-border-control bg-surface-raised py-2 ps-3 pe-9 hover:border-text-muted"
        >
          {children}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-text-muted"
        />
      </div>
    </div>
  )
}
