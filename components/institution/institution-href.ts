/** Where an institution opens. Always a full page load: nothing of another institution stays behind. */
export function institutionHref(institutionId: string): string {
  return `/i/${encodeURIComponent(institutionId)}`
}
