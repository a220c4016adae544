import { MessagePage } from '@/components/message-page/message-page'
import { ButtonLink, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { SessionView } from '@/lib/http/session-view'

interface NoInstitutionsProps {
  user: SessionView['user']
  /** When the list was asked for, ISO 8601. */
  time: string
}

/** Signed in, but nothing to open: who can change that, and what they need to know. */
export function NoInstitutions({ user, time }: NoInstitutionsProps) {
  const details = [
    `Name: ${user.name}`,
    `Username: ${user.username}`,
    `User ID: ${user.subject}`,
    `Time: ${time}`,
  ].join('\n')
  return (
    <MessagePage
      title="You don't have access to any institutions yet"
      actions={
        <>
          <ButtonLink variant="primary" href="/institutions">
            Check again
          </ButtonLink>
          <CopyButton value={details} what="details for your administrator" />
          <form method="post" action="/api/oidc/logout">
            <button type="submit" className={buttonClass({ variant: 'quiet' })}>
              Use a different account
            </button>
          </form>
        </>
      }
    >
      <p>
        You're signed in as{' '}
        <strong className="wrap-anywhere font-semibold text-text">{user.username}</strong>. Ask the
        administrator at your institution to give you access, then check again.
      </p>
    </MessagePage>
  )
}
