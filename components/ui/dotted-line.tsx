import type { ReactNode } from 'react'

interface DottedLineProps {
  /** Each once; what is empty is left out. */
  parts: readonly string[]
  draw?: (part: string) => ReactNode
}

/** Short facts in one line with dots between them. On narrow screens they stand below each other, without. */
export function DottedLine({ parts, draw = (part) => part }: DottedLineProps) {
  return parts.filter(Boolean).map((part, at) => (
    <span key={part} className="max-sm:block">
      {at > 0 ? <span className="max-sm:hidden"> · </span> : null}
      {draw(part)}
    </span>
  ))
}
