import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { onSwitchShortcut } from '@/components/institution/switch-shortcut'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { useTargetPage } from './target-page'

interface PickerSearchProps {
  fieldRef: RefObject<HTMLInputElement | null>
  initialText: string
  onTextChange: (text: string) => void
  onClear: () => void
  /** Enter: opens the first result. */
  onSubmit: () => void
  /** Arrow down: goes to the first row. */
  onDown: () => void
}

/**
 * The search of the picker. The field keeps its own value, so what is typed before the page has
 * woken up is not lost; without JavaScript the form asks the server.
 */
export function PickerSearch({
  fieldRef,
  initialText,
  onTextChange,
  onClear,
  onSubmit,
  onDown,
}: PickerSearchProps) {
  const next = useTargetPage()
  const latestOnTextChange = useRef(onTextChange)
  useEffect(() => {
    latestOnTextChange.current = onTextChange
  })

  useEffect(() => {
    const field = fieldRef.current
    if (field === null) return
    if (field.value !== initialText) latestOnTextChange.current(field.value)
    // Only when nobody has gone elsewhere in the meantime.
    if (document.activeElement === document.body) field.focus({ preventScroll: true })
  }, [fieldRef, initialText])

  useEffect(() => {
    const focusField = () => {
      fieldRef.current?.focus()
      fieldRef.current?.select()
    }
    return onSwitchShortcut(focusField)
  }, [fieldRef])

  function answerKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onDown()
    } else if (event.key === 'Escape' && event.currentTarget.value !== '') {
      event.preventDefault()
      onClear()
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not a form, and this must work as one
    <form
      role="search"
      method="get"
      action="/institutions"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
      className="flex items-end gap-2 print:hidden"
    >
      {next === '' ? null : <input type="hidden" name="next" value={next} />}
      <div className="grow">
        <SearchField
          ref={fieldRef}
          id="institution-search"
          name="q"
          label="Search by name, city, ID or routing number"
          defaultValue={initialText}
          onChange={(event) => onTextChange(event.currentTarget.value)}
          onKeyDown={answerKey}
        />
      </div>
      <noscript>
        <Button type="submit" className="min-h-11">
          Search
        </Button>
      </noscript>
    </form>
  )
}
