import { ConfigError } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'

const refused = 'ERR_JHI_REFUSED'
const misused = 'ERR_JHI_USAGE'

/** A command cannot do what was asked; the message is all there is to say. */
export function refusal(message: string): Error {
  return Object.assign(new Error(message), { code: refused })
}

/** A command was not asked properly. */
export function usageError(message: string): Error {
  return Object.assign(new Error(message), { code: misused })
}

/** The words and the exit status of a failure; a stack is for mistakes of this program alone. */
export function describeFailure(error: unknown): { text: string; status: 1 | 2 } {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const message = error instanceof Error ? error.message : String(error)
  if (code === misused || code.startsWith('ERR_PARSE_ARGS')) return { text: message, status: 2 }
  const expected =
    code === refused ||
    isAppError(error) ||
    error instanceof ConfigError ||
    // A file or an address that cannot be used, such as EACCES.
    typeof (error as { syscall?: unknown } | null)?.syscall === 'string'
  return { text: expected ? message : String((error as Error)?.stack ?? error), status: 1 }
}
