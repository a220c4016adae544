import { LocalTime } from '@/components/session/local-time'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import type { OwnSessionView } from '@/lib/http/session-view'
import { describeInstitutions } from './describe-institutions'

/** One session: on what, since when, for which institutions; and its end, unless it is this one. */
export function SessionRow({ session }: { session: OwnSessionView }) {
  const { ref, current, device, startedAt, lastActiveAt, institutions } = session
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="wrap-anywhere font-medium">{device}</span>
          {current ? <Badge tone="accent">This device</Badge> : null}
        </p>
        <p className="text-small text-text-muted">
          Signed in <LocalTime iso={startedAt} /> · Last active <LocalTime iso={lastActiveAt} />
        </p>
        <p className="wrap-anywhere text-small text-text-muted">
          {describeInstitutions(institutions)}
        </p>
      </div>
      {current ? null : (
        <form method="post" action={`/api/sessions/${encodeURIComponent(ref)}/end`}>
          <button type="submit" className={buttonClass({ size: 'small' })}>
            <span>
              Sign out{' '}
              <span className="sr-only">
                {device}, signed in <LocalTime iso={startedAt} />
              </span>
            </span>
          </button>
        </form>
      )}
    </li>
  )
}
