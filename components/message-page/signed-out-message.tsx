import { identityProviderName } from '@/components/brand/brand'
import type { SignedOutReason } from '@/components/session/leave-page'
import { describeHours, describeMinutes } from '@/components/session/session-words'
import { ButtonLink } from '@/components/ui/button'

interface SignedOutMessageProps {
  reason: SignedOutReason
  /** Where signing in again leads back to; a path of this application, already checked. */
  returnTo?: string | undefined
  idleMinutes?: number
  absoluteHours?: number
  /** The provider's own session may outlive ours, and the person should know. */
  providerSessionMayRemain?: boolean
  /** Where the provider's session can be ended, when there is such a page. */
  providerSignOutHref?: string | null
}

/** The last page of a session: that it is over, why, and the way back in. It never redirects by itself. */
export function SignedOutMessage({
  reason,
  returnTo,
  idleMinutes = 15,
  absoluteHours = 8,
  providerSessionMayRemain = false,
  providerSignOutHref = null,
}: SignedOutMessageProps) {
  const { title, text } = getSignedOutWords({ reason, idleMinutes, absoluteHours })
  const signIn = returnTo ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : '/sign-in'
  return (
    <section className="w-full max-w-md rounded-card border border-border bg-surface-raised px-6 py-7 shadow-card sm:px-8">
      <h1 className="font-semibold text-title tracking-tight">{title}</h1>
      {text ? <p className="mt-1 text-text-muted">{text}</p> : null}
      {providerSessionMayRemain ? (
        <p className="mt-2 text-small text-text-muted">
          You may still be signed in to {identityProviderName}.
          {providerSignOutHref === null ? null : (
            <>
              {' '}
              <a href={providerSignOutHref} className="inline-link">
                Sign out there too
              </a>
            </>
          )}
        </p>
      ) : null}
      <div className="mt-5 flex flex-col">
        <ButtonLink variant="primary" className="min-h-11" href={signIn}>
          Sign in again
        </ButtonLink>
      </div>
    </section>
  )
}

function getSignedOutWords({
  reason,
  idleMinutes,
  absoluteHours,
}: Required<Pick<SignedOutMessageProps, 'reason' | 'idleMinutes' | 'absoluteHours'>>): {
  title: string
  text?: string
} {
  switch (reason) {
    case 'user':
      return { title: "You're signed out", text: 'Close this window if you share this computer.' }
    case 'idle':
      return {
        title: 'You were signed out',
        text: `There was no activity for ${describeMinutes(idleMinutes)}.`,
      }
    case 'max':
      return {
        title: 'Your session ended',
        text: `Sessions last up to ${describeHours(absoluteHours)}.`,
      }
    case 'other-tab':
      return { title: 'You signed out in another tab' }
    case 'revoked':
      return {
        title: 'Your access changed',
        text: "Sign in again to continue. If that doesn't work, contact your administrator.",
      }
  }
}
