import { Fragment } from 'react'
import { findHighlightRanges } from './highlight-ranges'

/** A text in which the words of a query are marked. */
export function HighlightedText({ text, query }: { text: string; query: string }) {
  const ranges = findHighlightRanges(text, query)
  if (ranges.length === 0) return <>{text}</>
  return (
    <>
      {ranges.map((range, index) => (
        <Fragment key={range.start}>
          {text.slice(ranges[index - 1]?.end ?? 0, range.start)}
          <mark>{text.slice(range.start, range.end)}</mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.end)}
    </>
  )
}
