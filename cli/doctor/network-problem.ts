/** What the codes of the operating system mean. */
export const networkWords: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host’s name cannot be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
}

/** The code of an error or of one of its causes, in words; null when none is known. */
export function findNetworkProblem(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 6) return null
  const { code } = error as NodeJS.ErrnoException
  const words = code === undefined ? undefined : networkWords[code]
  if (words !== undefined) return `${words} (${code})`
  const within = error instanceof AggregateError ? error.errors : []
  for (const each of [error.cause, ...within]) {
    const found = findNetworkProblem(each, depth + 1)
    if (found !== null) return found
  }
  return null
}
