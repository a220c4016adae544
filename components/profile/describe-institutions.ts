import type { OwnSessionView } from '@/lib/http/session-view'

const mostNames = 3

/**
 * The institutions of a session by name: three, "and 4 more". Those that are no longer on the
 * person's list have no name and only count.
 */
export function describeInstitutions(institutions: OwnSessionView['institutions']): string {
  const names = institutions.flatMap(({ name }) => name ?? [])
  const shown = names.slice(0, mostNames)
  const others = institutions.length - shown.length
  if (institutions.length === 0) return 'No institution opened'
  if (shown.length === 0) {
    return `${others} ${others === 1 ? 'institution' : 'institutions'} no longer on your list`
  }
  return new Intl.ListFormat('en-US').format(others > 0 ? [...shown, `${others} more`] : shown)
}
