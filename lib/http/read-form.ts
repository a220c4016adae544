import 'server-only'
import { AppError } from '@/lib/errors'

const mostBytes = 64 * 1024

/**
 * The fields of a form post.
 *
 * @throws AppError `bad_request` for another kind of body or a broken one, `body_too_large` beyond
 *   64 kB
 */
export async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) {
    throw new AppError('body_too_large', `a form may have ${mostBytes} bytes at most`)
  }
  return request.formData().catch((cause: unknown) => {
    throw new AppError('bad_request', 'the body is no form', { cause })
  })
}
