import type { Answer } from './ask'
import { type CheckLine, failure, ok, warning } from './check-line'

const name = 'clock'
const noticed = 5
const refused = 30

/** Compares our clock with the provider's, as the `Date` of its answer tells it. */
export function checkClock({ headers, askedAt, answeredAt }: Answer): CheckLine[] {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) {
    return [
      warning(
        name,
        'the provider’s answer has no Date',
        'Make sure that this machine is set by NTP.',
      ),
    ]
  }
  // A kept answer is as old as the cache says, and the header knows whole seconds only.
  const theirs = date + (Number(headers.get('age')) || 0) * 1_000
  const ahead = Math.max(askedAt - theirs - 999, 0) + Math.min(answeredAt - theirs, 0)
  const seconds = Math.round(Math.abs(ahead) / 1_000)
  if (seconds <= noticed) return [ok(name, `within ${noticed} s of the provider’s`)]
  const message = `our clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the provider’s`
  if (seconds <= refused) {
    return [
      warning(name, message, `Have this machine set by NTP: beyond ${refused} s sign-ins fail.`),
    ]
  }
  return [
    failure(
      name,
      message,
      'Have this machine set by NTP: ID tokens and client assertions are refused. The times in them count seconds, not milliseconds.',
    ),
  ]
}
