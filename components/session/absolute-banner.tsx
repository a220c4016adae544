import { Clock } from 'lucide-react'
import { LocalTime } from './local-time'
import { describeLength } from './session-words'
import { SignInAgainLink } from './sign-in-again-link'

interface AbsoluteBannerProps {
  absoluteHours: number
  /** ISO 8601; when the session ends. */
  expires: string
  signInAgainHref: string
}

/** Says in good time when the session ends, at the foot of the window, over nobody's work. */
export function AbsoluteBanner({ absoluteHours, expires, signInAgainHref }: AbsoluteBannerProps) {
  return (
    <aside
      aria-label="Session"
      className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-border border-t bg-warning-soft px-gutter py-2.5 text-small text-warning print:hidden"
    >
      <p className="flex items-center gap-2">
        <Clock aria-hidden="true" className="size-4 shrink-0" />
        <span>
          Your {describeLength(absoluteHours)} session ends at <LocalTime iso={expires} short />.
        </span>
      </p>
      <SignInAgainLink
        href={signInAgainHref}
        className="inline-link inline-flex min-h-6 items-center font-medium"
      >
        Sign in again
      </SignInAgainLink>
    </aside>
  )
}
