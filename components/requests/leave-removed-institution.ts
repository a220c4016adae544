import { callJson } from './call-json'

/**
 * After a refusal at an institution: asks for the list anew, once, and when the institution is not on it
 * any more, leaves for the list, which says so. The page goes, and all it holds of the institution with it.
 *
 * @returns whether the page is leaving
 */
export async function leaveRemovedInstitution(
  institutionId: string,
  leave = (href: string) => window.location.replace(href),
): Promise<boolean> {
  const search = new URLSearchParams({ refresh: '1', limit: '200', query: institutionId })
  const answer = await callJson(`/api/institutions?${search}`).catch(() => null)
  if (answer === null || !isGone(answer.body, institutionId)) return false
  leave(`/institutions?${new URLSearchParams({ from: institutionId })}`)
  return true
}

/** Of a list that is not whole nobody can say what is missing. */
function isGone(body: unknown, institutionId: string): boolean {
  const { institutions, partial } = (body ?? {}) as Record<string, unknown>
  if (!Array.isArray(institutions) || partial === true) return false
  return !institutions.some((row: unknown) => {
    return (row as { institutionId?: unknown } | null)?.institutionId === institutionId
  })
}
