import { useState } from 'react'
import { type FieldProblem, findFieldProblems } from '@/components/requests/field-problems'
import { type RequestProblem, toRequestProblem } from '@/components/requests/request-problem'
import type { EditedName, EditedPart } from './edited-fields'
import { type Draft, findChange, findOvertaken, isDirty } from './find-change'
import type { VersionedAccount } from './use-account'

/** How the last attempt to save ended, if it did not save. */
export interface SaveOutcome {
  readonly refused?: readonly FieldProblem[]
  readonly problem?: RequestProblem
  /** Somebody else has saved meanwhile, and changed these of the fields that were typed into. */
  readonly overtaken?: readonly EditedName[]
}

interface EditFormOptions {
  part: EditedPart
  current: VersionedAccount
  send: (
    below: readonly string[],
    change: unknown,
    etag: string | undefined,
  ) => Promise<VersionedAccount>
  reload: () => Promise<VersionedAccount>
  onSaved: () => void
}

/**
 * What is typed into a part of the account until it is saved. Whatever goes wrong keeps it. When
 * somebody else was faster, their version is fetched, and a second save changes that one.
 */
export function useEditForm({ part, current, send, reload, onSaved }: EditFormOptions) {
  const { fields, path } = part
  const [draft, setDraft] = useState<Draft>({})
  const [outcome, setOutcome] = useState<SaveOutcome>({})
  const [isSaving, setSaving] = useState(false)

  function enter(name: EditedName, text: string) {
    setDraft((before) => ({ ...before, [name]: text }))
  }

  async function attempt(): Promise<SaveOutcome | null> {
    const { change, refused } = findChange(fields, draft, current.account)
    if (refused.length > 0) return { refused }
    if (Object.keys(change).length === 0) return null
    try {
      await send(path, change, current.etag)
      return null
    } catch (error) {
      const problem = toRequestProblem(error)
      if (problem.status === 412) return meetOtherVersion()
      const refused = findFieldProblems(problem)
      return refused.length > 0 ? { refused } : { problem }
    }
  }

  /** It may be our own, when the answer to a first attempt was lost: then there is nothing left to save. */
  async function meetOtherVersion(): Promise<SaveOutcome | null> {
    const now = (await reload()).account
    const { change } = findChange(fields, draft, now)
    if (Object.keys(change).length === 0) return null
    return { overtaken: findOvertaken(fields, draft, { before: current.account, now }) }
  }

  async function save() {
    if (isSaving) return
    setSaving(true)
    const ended = await attempt().catch((error: unknown) => ({ problem: toRequestProblem(error) }))
    setSaving(false)
    setOutcome(ended ?? {})
    if (ended === null) onSaved()
  }

  return { draft, enter, save, isSaving, outcome, isDirty: isDirty(fields, draft, current.account) }
}
