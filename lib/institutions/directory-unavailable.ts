import 'server-only'
import { AppError, type ErrorFacts } from '@/lib/errors'

/** The one error that directories throw. */
export function directoryUnavailable(
  message: string,
  options: { cause?: unknown; retryable?: boolean; facts?: ErrorFacts } = {},
): AppError {
  return new AppError('directory_unavailable', message, options)
}
