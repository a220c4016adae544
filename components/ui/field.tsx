import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** What a control of a {@link Field} takes, so that label, hint and error belong to it. */
export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  className: string
}

interface FieldProps {
  id: string
  label: string
  hint?: ReactNode
  /** What is wrong with the content, in words that say what to do. */
  error?: string | undefined
  children: (control: FieldControl) => ReactNode
}

/** A labelled control. What is wrong stands under it, is read with it, and shows without colour too. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  const described = clsx(error && `${id}-error`, hint && `${id}-hint`)
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium text-small">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
        className: clsx(
          'w-full min-w-0 rounded-control border bg-surface-raised px-3 py-2',
          error === undefined
            ? 'border-border-control hover:border-text-muted'
            : 'border-danger outline-1 outline-danger -outline-offset-2',
        ),
      })}
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex gap-1.5 text-danger text-small">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-small text-text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
