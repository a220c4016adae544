import { Fragment, type ReactNode } from 'react'

interface DottedLineProps {
  /** Each once; what is empty is left out. */
  parts: readonly string[]
  draw?: (part: string) => ReactNode
}

/** Short facts in one line with dots between them. On narrow screens they stand below each other, without. */
export function DottedLine({ parts, draw = (part) => part }: DottedLineProps) {
  return parts.filter(Boolean).map((part, at) => (
    <Fragment key={part}>
      {at > 0 ? <span className="max-sm:hidden"> · </span> : null}
      <span className="inline-block max-sm:block">{draw(part)}</span>
    </Fragment>
  ))
}
