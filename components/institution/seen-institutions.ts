const key = 'jhi-seen'

/**
 * Names of the institutions that were open in this tab, so that one which is taken away can be named
 * to whoever has just worked there, and to nobody else. Signing out clears it.
 */
export function rememberSeenInstitution(institutionId: string, name: string): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...readSeen(), [institutionId]: name }))
  } catch {
    // Storage that is full or forbidden: the institution will not be named.
  }
}

/** The name of an institution that was open in this tab, else null. */
export function findSeenInstitution(institutionId: string): string | null {
  const name = new Map(Object.entries(readSeen())).get(institutionId)
  return typeof name === 'string' ? name : null
}

function readSeen(): object {
  try {
    const seen: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    return typeof seen === 'object' && seen !== null ? seen : {}
  } catch {
    return {}
  }
}
