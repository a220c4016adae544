/** Renewed sooner than this after the last time, access would not stay renewed: a person decides. */
const loopGuardMs = 30_000
/** How long the browser may take to leave; a page that is still here afterwards was stopped. */
const leavingMs = 10_000

let leavingUntil = 0

/**
 * Sends the browser through the flow for one institution and back to this page. Access there has
 * ended, and whether it can be had again without asking anybody is for the provider to say.
 *
 * @returns false when it was tried moments ago and did not help
 */
export function renewInstitutionAccess(institutionId: string, leave = replaceAddress): boolean {
  const now = Date.now()
  // The calls of one page fail together, and it leaves once.
  if (now < leavingUntil) return true
  if (wasRenewedLately(institutionId, now)) return false
  leavingUntil = now + leavingMs
  const { pathname, search } = window.location
  leave(openAgainHref(institutionId, pathname + search))
  return true
}

/** A promise for a page that is about to go: fails with `error` should it stay after all. */
export function waitToLeave(error: unknown): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(error), leavingMs))
}

/**
 * Runs the flow for an institution, and comes back to `returnTo`.
 *
 * @param scope to be asked for besides; those that the product may not ask for are left out by the server
 */
export function openAgainHref(institutionId: string, returnTo: string, scope?: string): string {
  const query = new URLSearchParams({ institutionId, returnTo, ...(scope && { scope }) })
  return `/api/oidc/authorize?${query}`
}

/** Remembers this renewal for the page that comes after it, in this tab alone. */
function wasRenewedLately(institutionId: string, now: number): boolean {
  const key = `jhi-renewed:${institutionId}`
  try {
    const age = now - Number(sessionStorage.getItem(key))
    if (age >= 0 && age < loopGuardMs) return true
    sessionStorage.setItem(key, String(now))
    return false
  } catch {
    // Without a memory there is no guard, so the person is asked each time.
    return true
  }
}

function replaceAddress(href: string): void {
  window.location.replace(href)
}
