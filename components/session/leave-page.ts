import { announceForcedLeave } from './forced-leave'

/** Why a page leaves for `/signed-out`, in that page's words. */
export type SignedOutReason = 'user' | 'idle' | 'max' | 'other-tab' | 'revoked'

/**
 * Ends this page. Its content goes before the browser does, and it leaves no entry in the history:
 * nothing of an ended session stays in view.
 */
export function leavePage(reason: SignedOutReason): void {
  announceForcedLeave()
  document.body.replaceChildren()
  window.location.replace(`/signed-out?${new URLSearchParams({ reason, returnTo: currentPath() })}`)
}

/** Hides all but the session's own dialog, and keeps it: what was typed may be needed again. */
export function hidePage(isHidden: boolean): void {
  document.documentElement.toggleAttribute('data-session-hidden', isHidden)
}

/** Begins a new session and comes back to this page. */
export function signInAgainHref(): string {
  return `/api/oidc/authorize?${new URLSearchParams({ returnTo: currentPath() })}`
}

function currentPath(): string {
  return window.location.pathname + window.location.search
}
