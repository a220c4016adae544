'use client'

import { useEffect, useRef } from 'react'
import { formatMoment } from '@/components/session/format-moment'

interface PrintLineProps {
  /** Whose the page is: the institution, its id, the person. */
  parts: readonly string[]
  /** ISO 8601; when the page was made, for printing without JavaScript. */
  madeAt: string
}

/** On paper only: where the page comes from, for whom and of when, with the time zone. */
export function PrintLine({ parts, madeAt }: PrintLineProps) {
  const timeRef = useRef<HTMLTimeElement>(null)

  useEffect(() => {
    // Written by hand, since the paper does not wait for a render.
    const writeTime = () => {
      const now = new Date()
      if (timeRef.current === null) return
      timeRef.current.dateTime = now.toISOString()
      timeRef.current.textContent = formatForPaper(now)
    }
    window.addEventListener('beforeprint', writeTime)
    return () => window.removeEventListener('beforeprint', writeTime)
  }, [])

  return (
    <p className="hidden text-caption print:block">
      {parts.join(' · ')}
      {' · '}
      <time ref={timeRef} dateTime={madeAt}>
        {formatForPaper(new Date(madeAt), 'UTC')}
      </time>
    </p>
  )
}

function formatForPaper(date: Date, timeZone?: 'UTC'): string {
  return formatMoment(date, { timeZone, withDate: true, withYear: true, withZone: true })
}
