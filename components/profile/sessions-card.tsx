import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { OwnSessionView } from '@/lib/http/session-view'
import { SessionRow } from './session-row'

interface SessionsCardProps {
  /** The person's sessions; null while the list cannot be had. */
  sessions: readonly OwnSessionView[] | null
}

/** Every place where this person is signed in, and the way out of each: forms, without JavaScript. */
export function SessionsCard({ sessions }: SessionsCardProps) {
  return (
    <Card
      id="sessions"
      title="Where you're signed in"
      description="If you don't know one of these, sign it out and contact your administrator."
    >
      {sessions === null ? (
        <p className="text-text-muted">The list can't be loaded right now.</p>
      ) : (
        <ul className="divide-y divide-border border-border border-b">
          {thisOneFirst(sessions).map((session) => (
            <SessionRow key={session.ref} session={session} />
          ))}
        </ul>
      )}
      <form
        method="post"
        action="/api/oidc/logout"
        className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <input type="hidden" name="everywhere" value="1" />
        <button type="submit" className={buttonClass({ variant: 'danger' })}>
          Sign out everywhere
        </button>
        <p className="text-small text-text-muted">
          Signs you out on every device, this one included.
        </p>
      </form>
    </Card>
  )
}

function thisOneFirst(sessions: readonly OwnSessionView[]): OwnSessionView[] {
  return sessions.toSorted((one, other) => Number(other.current) - Number(one.current))
}
