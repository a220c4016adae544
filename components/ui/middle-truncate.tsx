/** How many characters at the end of a name always stay in view. */
const tailLength = 6

/**
 * Shows a name in one line and, when it is too narrow, cuts it in the middle: names differ
 * at both ends. Assistive technology gets the whole name.
 */
export function MiddleTruncate({ text }: { text: string }) {
  // A space at its start would stand as a hole beside the ellipsis.
  const tail = text.slice(-tailLength).trimStart()
  return (
    <span title={text} className="flex min-w-0 overflow-hidden">
      <span className="sr-only">{text}</span>
      <span aria-hidden="true" className="min-w-0 truncate whitespace-pre">
        {text.slice(0, text.length - tail.length)}
      </span>
      <span aria-hidden="true" className="shrink-0 whitespace-pre">
        {tail}
      </span>
    </span>
  )
}
