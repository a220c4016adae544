import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'

/** A labelled search field; the label is visible, the magnifier is decoration. */
export function SearchField({
  label,
  id,
  hint,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  label: string
  id: string
  hint?: string
}) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-small">
        {label}
      </label>
      <div className="relative">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4.5 text-text-muted"
        />
        <input
          id={id}
          type="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="min-h-11 w-full rounded-control border border-border-control bg-surface-raised py-2 ps-10 pe-3 placeholder:text-text-muted hover:border-text-muted"
          {...rest}
        />
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-small text-text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
