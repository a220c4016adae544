import { LogIn } from 'lucide-react'
import type { ReactNode } from 'react'
import { identityProviderName, signInHelp } from '@/components/brand/brand'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { describeReturnPlace } from './describe-return-place'
import { PageErrorAlert } from './page-error-alert'
import { SignInForm } from './sign-in-form'

interface SignInPanelProps {
  /** A path of this application, already checked. */
  returnTo: string
  /** The value of `?error=`. */
  errorCode?: string | undefined
  /** Under which the log has the error. */
  reference?: string | undefined
  /** False while the identity provider does not answer. */
  providerAvailable: boolean
  /** Ask for an email address, and hand it on. */
  hasEmailField?: boolean
  /** Words for developers, under the error. */
  note?: ReactNode
}

/**
 * The sign-in page: one control, a link or a plain form, so that it works before and without JavaScript.
 * Nothing redirects by itself, or an error would loop.
 */
export function SignInPanel({
  returnTo,
  errorCode,
  reference,
  providerAvailable,
  hasEmailField = false,
  note,
}: SignInPanelProps) {
  const returnPlace = describeReturnPlace(returnTo)
  return (
    <div className="w-full max-w-md">
      <section className="rounded-card border border-border bg-surface-raised px-6 py-7 shadow-card sm:px-8">
        <h1 className="font-semibold text-title tracking-tight">Sign in</h1>
        <p className="mt-1 text-text-muted">Use your Jack Henry work sign-in.</p>
        <div className="mt-5 flex flex-col gap-4">
          {errorCode ? <PageErrorAlert code={errorCode} reference={reference} /> : null}
          {note}
          {providerAvailable && hasEmailField ? (
            <SignInForm returnTo={returnTo} />
          ) : (
            <SignInControl returnTo={returnTo} providerAvailable={providerAvailable} />
          )}
          {returnPlace ? (
            <p className="text-small text-text-muted">
              After you sign in, we'll take you to{' '}
              <strong className="font-semibold text-text">{returnPlace}</strong>.
            </p>
          ) : null}
        </div>
      </section>
      <p className="mt-4 px-6 text-center text-small text-text-muted">{signInHelp}</p>
    </div>
  )
}

function SignInControl({
  returnTo,
  providerAvailable,
}: Pick<SignInPanelProps, 'returnTo' | 'providerAvailable'>) {
  if (!providerAvailable) {
    return (
      <>
        <Alert tone="warning" title={`${identityProviderName} isn't responding`}>
          You can't sign in right now. Wait a minute and try again.
        </Alert>
        <ButtonLink variant="primary" href={`/sign-in?returnTo=${encodeURIComponent(returnTo)}`}>
          Try again
        </ButtonLink>
      </>
    )
  }
  return (
    <ButtonLink
      variant="primary"
      className="min-h-11"
      href={`/api/oidc/authorize?returnTo=${encodeURIComponent(returnTo)}`}
    >
      <LogIn aria-hidden="true" className="size-4.5" />
      Sign in with Jack Henry
    </ButtonLink>
  )
}
