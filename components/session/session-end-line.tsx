import { formatMoment } from './format-moment'
import { describeMinutes } from './session-words'

interface SessionEndLineProps {
  /** ISO 8601; the absolute limit. */
  expires: string
  idleMinutes: number
}

/** When the session ends, for people whose browser cannot warn them in time: it runs no JavaScript. */
export function SessionEndLine({ expires, idleMinutes }: SessionEndLineProps) {
  const time = formatMoment(new Date(expires), { timeZone: 'UTC', withZone: true })
  const idle = describeMinutes(idleMinutes)
  return (
    <noscript>
      <p>{`Your session ends at ${time}, or after ${idle} without activity.`}</p>
    </noscript>
  )
}
