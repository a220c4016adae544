/** What a page code says to a person. */
export interface PageErrorMessage {
  title: string
  text: string
  /** Whether only an administrator can look further: the words then end with whom to tell what. */
  isForAdministrator?: true
}

const couldNotSignIn = "We couldn't sign you in"
const couldNotOpen = "We couldn't open that institution"

/** Words for every code that a page may get as `?error=`. The code itself never stands on the page. */
export const pageErrorMessages = {
  attempt_not_found: {
    title: couldNotSignIn,
    text: 'Sign-in took too long or was started in another browser. Try again.',
  },
  attempt_expired: {
    title: couldNotSignIn,
    text: 'Sign-in took too long or was started in another browser. Try again.',
  },
  sign_in_cancelled: {
    title: couldNotSignIn,
    text: "Sign-in was cancelled. Try again when you're ready.",
  },
  provider_error: {
    title: couldNotSignIn,
    text: 'Jack Henry Identity reported a problem. Try again.',
    isForAdministrator: true,
  },
  provider_unavailable: {
    title: couldNotSignIn,
    text: "Jack Henry Identity isn't responding. Wait a minute and try again.",
  },
  response_rejected: {
    title: couldNotSignIn,
    text: "We couldn't verify the response from Jack Henry Identity. Try again.",
    isForAdministrator: true,
  },
  institution_mismatch: {
    title: couldNotOpen,
    text: 'Jack Henry Identity answered for a different institution than the one you chose, so nothing was opened. Try again.',
    isForAdministrator: true,
  },
  institution_denied: {
    title: couldNotOpen,
    text: "You don't have access to it. If that's unexpected, contact its administrator.",
  },
  directory_unavailable: {
    title: couldNotOpen,
    text: "We couldn't check whether you have access to it. Wait a minute and try again.",
  },
  user_mismatch: {
    title: 'A different person signed in',
    text: "To keep each person's work apart, we ended the session. Sign in again as yourself.",
  },
  session_expired: {
    title: 'Your session ended',
    text: 'Sign in again to continue where you were.',
  },
} as const satisfies Record<string, PageErrorMessage>

const unknownCode: PageErrorMessage = {
  title: couldNotSignIn,
  text: 'Something went wrong on the way. Try again.',
  isForAdministrator: true,
}

/** The words for a code; one that is not on the list gets a general sentence and is not repeated. */
export function getPageErrorMessage(code: string): PageErrorMessage {
  return Object.hasOwn(pageErrorMessages, code)
    ? pageErrorMessages[code as keyof typeof pageErrorMessages]
    : unknownCode
}
