import { LogIn } from 'lucide-react'
import { buttonClass } from '@/components/ui/button'

/** Sign-in with a field for an email address, which may stay empty: the provider asks for it then. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  return (
    <form method="post" action="/api/oidc/authorize" className="flex flex-col gap-4">
      <input type="hidden" name="returnTo" value={returnTo} />
      <div>
        <label htmlFor="sign-in-email" className="mb-1 block font-medium text-small">
          Work email <span className="font-normal text-text-muted">(optional)</span>
        </label>
        <input
          id="sign-in-email"
          type="email"
          name="loginHint"
          autoComplete="username"
          maxLength={254}
          className="min-h-11 w-full rounded-control border border-border-control bg-surface-raised px-3"
        />
      </div>
      <button type="submit" className={`${buttonClass({ variant: 'primary' })} min-h-11`}>
        <LogIn aria-hidden="true" className="size-4.5" />
        Sign in with Jack Henry
      </button>
    </form>
  )
}
