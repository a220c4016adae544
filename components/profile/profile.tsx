import clsx from 'clsx'
import { LocalTime } from '@/components/session/local-time'
import { ButtonLink, buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import type { PreferencesView } from '@/lib/http/preferences-view'
import type { OwnSessionView, SessionView } from '@/lib/http/session-view'
import { type Claim, IdentityCard } from './identity-card'
import { KeyboardCard } from './keyboard-card'
import { PreferencesCard } from './preferences-card'
import { SessionsCard } from './sessions-card'

interface ProfileProps {
  session: SessionView
  claims: readonly Claim[]
  /** ISO 8601. */
  signedInAt: string
  /** Undefined while the directory cannot say. */
  institutionTotal: number | undefined
  /** All of this person's sessions; null while the list cannot be had. */
  sessions: readonly OwnSessionView[] | null
  preferences: PreferencesView
  /** What has just been done to the preferences. */
  done?: 'saved' | 'forgotten' | null
}

/** The person at institution zero: what the provider says of them, and how long the session lasts. */
export function Profile({
  session,
  claims,
  signedInAt,
  institutionTotal,
  sessions,
  preferences,
  done = null,
}: ProfileProps) {
  return (
    <>
      <PageHeader
        title="Profile"
        lead={session.user.username}
        actions={
          <form method="post" action="/api/oidc/logout" className="flex flex-wrap gap-2">
            <button
              type="submit"
              name="forget"
              value="1"
              className={clsx(buttonClass({ variant: 'quiet' }), '-ms-2.25 ps-2 pe-2')}
            >
              Sign out and forget this device
            </button>
            <button type="submit" className={buttonClass({ variant: 'secondary' })}>
              Sign out
            </button>
          </form>
        }
      />
      <div className="grid gap-4 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <IdentityCard user={session.user} claims={claims} />
          <KeyboardCard />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card id="session" title="Session">
            <DescriptionList>
              <DescriptionRow term="Signed in">
                <LocalTime iso={signedInAt} />
              </DescriptionRow>
              <DescriptionRow term="Session ends">
                <LocalTime iso={session.expires} />
              </DescriptionRow>
              <DescriptionRow term="If idle, ends">
                <LocalTime iso={session.idleExpires} />
              </DescriptionRow>
            </DescriptionList>
          </Card>
          <Card id="institutions" title="Institutions">
            <p>
              {institutionTotal === undefined
                ? 'The list of institutions can’t be loaded right now.'
                : `You may work in ${institutionTotal.toLocaleString('en-US')} ${
                    institutionTotal === 1 ? 'institution' : 'institutions'
                  }. ${session.institutions.length} opened in this session.`}
            </p>
            <div className="mt-4 flex flex-wrap gap-2">
              <ButtonLink variant="secondary" href="/institutions?stay=1">
                See institutions
              </ButtonLink>
            </div>
          </Card>
          <PreferencesCard preferences={preferences} done={done} />
        </div>
        <div className="min-w-0 md:col-span-2">
          <SessionsCard sessions={sessions} />
        </div>
      </div>
    </>
  )
}
