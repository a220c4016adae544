'use client'

import { useState } from 'react'

/** The reference to quote, and a way to copy it that costs every page next to nothing. */
export function ErrorReference({ reference }: { reference: string }) {
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard?.writeText(reference).then(
      () => setSaid('Copied.'),
      () => setSaid("Couldn't copy. Select it instead."),
    )
  return (
    <p className="mt-8 border-border border-t pt-3 text-small text-text-muted">
      Reference <code className="select-all wrap-anywhere text-text">{reference}</code>{' '}
      <button type="button" onClick={copy} className="min-h-6 cursor-pointer text-link underline">
        Copy
      </button>{' '}
      <span role="status">{said}</span>
    </p>
  )
}
