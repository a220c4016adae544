/**
 * Where an institution opens. Always a full page load: nothing of another institution stays behind.
 *
 * @param inside a page of it, judged by the server: without a slash before it; its home when left out
 */
export function institutionHref(institutionId: string, inside = ''): string {
  const home = `/i/${encodeURIComponent(institutionId)}`
  return inside === '' || inside.startsWith('?') ? home + inside : `${home}/${inside}`
}
