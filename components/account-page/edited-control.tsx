import clsx from 'clsx'
import { Field, type FieldControl } from '@/components/ui/field'
import type { EditedField } from './edited-fields'

interface EditedControlProps {
  id: string
  field: EditedField
  text: string
  onEnter: (text: string) => void
  error: string | undefined
  /** What somebody else has set it to meanwhile. */
  overtakenBy: string | undefined
  currency: string
}

/** The control of a field, by its kind. The service judges what is entered, so nothing is cut off here. */
export function EditedControl({
  id,
  field,
  text,
  onEnter,
  error,
  overtakenBy,
  currency,
}: EditedControlProps) {
  const label = field.kind === 'money' ? `${field.label} (${currency})` : field.label
  const hint = overtakenBy === undefined ? field.hint : `Now “${overtakenBy}”, set by someone else.`
  return (
    <Field
      id={id}
      label={field.isOptional ? `${label} (optional)` : label}
      hint={hint}
      error={error}
    >
      {(control) => drawControl(field, control, text, onEnter)}
    </Field>
  )
}

function drawControl(
  { kind, choices = {} }: EditedField,
  { className, ...control }: FieldControl,
  text: string,
  onEnter: (text: string) => void,
) {
  const entered = {
    ...control,
    value: text,
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onEnter(currentTarget.value),
  }
  if (kind === 'choice') {
    return (
      <select {...entered} className={clsx(className, 'min-h-11')}>
        {Object.entries(choices).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    )
  }
  if (kind === 'lines') return <textarea {...entered} rows={4} className={className} />
  return (
    <input
      {...entered}
      type={kind === 'day' ? 'date' : 'text'}
      inputMode={kind === 'money' ? 'decimal' : undefined}
      max={kind === 'day' ? '2199-12-31' : undefined}
      className={clsx(className, 'min-h-11', kind === 'money' && 'tabular-nums')}
    />
  )
}
