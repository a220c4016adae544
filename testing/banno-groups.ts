/** A Banno Groups API in memory, for one person or several, a few institutions a page. */
export function answerBannoGroups(
  institutions: readonly { institutionId: string }[],
  { pageSize = 100 }: { pageSize?: number } = {},
): (url: string) => Promise<Response> {
  return async (url) => {
    const start = Number(new URL(url).searchParams.get('cursor') ?? 0)
    const next = start + pageSize
    return Response.json({
      institutions: institutions.slice(start, next),
      ...(next < institutions.length && { nextCursor: String(next) }),
    })
  }
}
