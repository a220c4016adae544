import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { EditForm } from './edit-form'
import type { EditedPart } from './edited-fields'
import { showField } from './field-text'
import { NotAllowed } from './not-allowed'
import type { useAccount, VersionedAccount } from './use-account'

interface EditCardProps extends Pick<ReturnType<typeof useAccount>, 'send' | 'reload'> {
  part: EditedPart
  current: VersionedAccount
  institution: { readonly institutionId: string; readonly name: string }
  /** The application's access may change accounts here. */
  hasScope: boolean
  /** Begin with the form open. */
  isOpenAtFirst: boolean
}

/** A part of the account to read, and to change for people who may. */
export function EditCard({
  part,
  current,
  institution,
  hasScope,
  isOpenAtFirst,
  send,
  reload,
}: EditCardProps) {
  const isPermitted = current.account.permissions.includes(part.permission)
  const mayEdit = isPermitted && hasScope
  const [isEditing, setEditing] = useState(isOpenAtFirst && mayEdit)
  const [isSaved, setSaved] = useState(false)
  const editRef = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(isEditing)

  useEffect(() => {
    if (wasEditing.current && !isEditing) editRef.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  function open() {
    setSaved(false)
    setEditing(true)
  }

  return (
    <Card
      id={part.id}
      title={part.title}
      actions={
        mayEdit && !isEditing ? (
          <Button ref={editRef} size="small" onClick={open} aria-describedby={`${part.id}-title`}>
            <Pencil aria-hidden="true" className="size-4" />
            Edit
          </Button>
        ) : null
      }
    >
      <p role="status" className={isSaved ? 'mb-3 text-small text-success' : 'sr-only'}>
        {isSaved ? `Saved at ${institution.name}.` : ''}
      </p>
      {isEditing ? (
        <EditForm
          part={part}
          current={current}
          institution={institution}
          send={send}
          reload={reload}
          onSaved={() => {
            setSaved(true)
            setEditing(false)
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <DescriptionList>
          {part.fields.map((field) => (
            <DescriptionRow key={field.name} term={field.label}>
              <ReadText text={showField(current.account, field)} />
            </DescriptionRow>
          ))}
        </DescriptionList>
      )}
      {isPermitted ? null : (
        <NotAllowed>
          Your role at {institution.name} doesn't include changing {part.title.toLowerCase()}. Ask
          its administrator if you need it for your work.
        </NotAllowed>
      )}
    </Card>
  )
}

/** Lines stay lines; nothing is said to be nothing. */
function ReadText({ text }: { text: string | null }) {
  if (text === null) return <span className="text-text-muted">None</span>
  return <span className="whitespace-pre-line">{text}</span>
}
