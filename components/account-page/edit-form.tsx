import { useEffect, useRef } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { UnsavedChanges } from '@/components/unsaved-changes/unsaved-changes'
import { describeFieldProblem } from './describe-field-problem'
import { EditedControl } from './edited-control'
import type { EditedField, EditedPart } from './edited-fields'
import { showField, toFieldText } from './field-text'
import { SaveProblem } from './save-problem'
import type { VersionedAccount } from './use-account'
import { type SaveOutcome, useEditForm } from './use-edit-form'

interface EditFormProps {
  part: EditedPart
  current: VersionedAccount
  institution: { readonly institutionId: string; readonly name: string }
  send: Parameters<typeof useEditForm>[0]['send']
  reload: () => Promise<VersionedAccount>
  onSaved: () => void
  onCancel: () => void
}

/** A part of the account in controls. The focus goes to its first one, and to the first that was refused. */
export function EditForm({
  part,
  current,
  institution,
  send,
  reload,
  onSaved,
  onCancel,
}: EditFormProps) {
  const form = useEditForm({ part, current, send, reload, onSaved })
  const { draft, enter, outcome } = form
  const ref = useRef<HTMLFormElement>(null)
  const idOf = (field: EditedField) => `${part.id}-${field.name}`

  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [])

  useEffect(() => {
    if (outcome.refused === undefined) return
    ref.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [outcome])

  return (
    <form
      ref={ref}
      noValidate
      aria-label={part.title}
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <UnsavedChanges isDirty={form.isDirty} at={institution.name} />
      <OutcomeAlert outcome={outcome} institutionId={institution.institutionId} />
      <div className="grid gap-4 sm:grid-cols-2">
        {part.fields.map((field) => (
          <div key={field.name} className={field.isWide ? 'sm:col-span-2' : undefined}>
            <EditedControl
              id={idOf(field)}
              field={field}
              text={draft[field.name] ?? toFieldText(current.account, field)}
              onEnter={(text) => enter(field.name, text)}
              error={findError(field, outcome)}
              overtakenBy={
                outcome.overtaken?.includes(field.name)
                  ? (showField(current.account, field) ?? 'nothing')
                  : undefined
              }
              currency={current.account.currency}
            />
          </div>
        ))}
      </div>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button type="submit" variant="primary" isBusy={form.isSaving}>
          {form.isSaving ? 'Saving…' : 'Save changes'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}

function findError(field: EditedField, { refused = [] }: SaveOutcome): string | undefined {
  const problem = refused.find((each) => each.field === field.name)
  return problem && describeFieldProblem(field, problem.code)
}

function OutcomeAlert({ outcome, institutionId }: { outcome: SaveOutcome; institutionId: string }) {
  const { refused, overtaken, problem } = outcome
  if (problem) {
    return (
      <div className="mb-4">
        <SaveProblem problem={problem} institutionId={institutionId} />
      </div>
    )
  }
  if (overtaken) {
    return (
      <div className="mb-4">
        <Alert tone="warning" title="Someone else changed this account while you were editing">
          What you typed is kept. Look at what is there now, then save again.
        </Alert>
      </div>
    )
  }
  if (refused === undefined) return null
  const count = refused.length
  return (
    <div className="mb-4">
      <Alert
        tone="danger"
        title={`Nothing is saved yet: ${count === 1 ? 'one field needs' : `${count} fields need`} your attention`}
      />
    </div>
  )
}
