import { LocalTime } from '@/components/session/local-time'
import { ButtonLink, buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import type { OwnSessionView, SessionView } from '@/lib/http/session-view'
import { describeClaim } from './describe-claim'
import { KeyboardCard } from './keyboard-card'
import { SessionsCard } from './sessions-card'

/** One statement about the person, and where it came from. */
export interface Claim {
  readonly name: string
  readonly value: string
  readonly source: string
}

interface ProfileProps {
  session: SessionView
  claims: readonly Claim[]
  /** ISO 8601. */
  signedInAt: string
  /** Undefined while the directory cannot say. */
  institutionTotal: number | undefined
  /** All of this person's sessions; null while the list cannot be had. */
  sessions: readonly OwnSessionView[] | null
}

/** The person at institution zero: what the provider says of them, and how long the session lasts. */
export function Profile({ session, claims, signedInAt, institutionTotal, sessions }: ProfileProps) {
  const sources = new Set(claims.map(({ source }) => source))
  const [oneSource] = sources.size === 1 ? sources : []
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
              className={buttonClass({ variant: 'quiet' })}
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
        <Card
          id="identity"
          title="Identity"
          description={`What Jack Henry Identity told us about you at sign-in${
            oneSource ? `, in the ${oneSource}` : ''
          }.`}
        >
          <DescriptionList>
            {claims.map(({ name, value, source }) => (
              <DescriptionRow key={name} term={describeClaim(name)} mono={name === 'sub'}>
                {value}
                {oneSource ? null : (
                  <span className="font-sans text-small text-text-muted"> ({source})</span>
                )}
              </DescriptionRow>
            ))}
          </DescriptionList>
        </Card>
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
              <form method="post" action="/api/institutions/pins">
                <input type="hidden" name="returnTo" value="/profile" />
                <button
                  type="submit"
                  name="forget"
                  value="1"
                  className={buttonClass({ variant: 'quiet' })}
                >
                  Forget pins and recents on this device
                </button>
              </form>
            </div>
          </Card>
          <KeyboardCard />
        </div>
        <div className="min-w-0 md:col-span-2">
          <SessionsCard sessions={sessions} />
        </div>
      </div>
    </>
  )
}
