import type { FormEvent } from 'react'
import { pickerHref } from './picker-href'
import { pinFormId } from './pin-button'
import { useTargetPage } from './target-page'

interface PinFormProps {
  query: string
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/** What the pins of all rows submit; nothing of it is seen. */
export function PinForm({ query, onSubmit }: PinFormProps) {
  const next = useTargetPage()
  return (
    <form id={pinFormId} method="post" action="/api/institutions/pins" onSubmit={onSubmit} hidden>
      <input type="hidden" name="returnTo" value={pickerHref({ query, next })} />
    </form>
  )
}
