import 'server-only'
import { AppError } from '@/lib/errors'
import { hasRepeatedName } from './repeated-name'

const mostBytes = 64 * 1024

/**
 * The body of a form or a small message, counted as it comes: whoever sends it need not say how
 * long it is.
 *
 * @throws AppError `body_too_large` beyond 64 kB
 */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) {
      throw new AppError('body_too_large', `a form may have ${mostBytes} bytes at most`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The fields of a form post; none when it has no body.
 *
 * @throws AppError `bad_request` for another kind of body or a broken one, `body_too_large`
 */
export async function readForm(request: Request): Promise<FormData> {
  const body = await readBody(request)
  if (body.byteLength === 0) return new FormData()
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  return new Response(body, { headers }).formData().catch((cause: unknown) => {
    throw new AppError('bad_request', 'the body is no form', { cause })
  })
}

/**
 * A JSON body, which every reader reads alike.
 *
 * @throws AppError `bad_request` when it is none, is no UTF-8 or repeats a name, `body_too_large`
 */
export async function readJson(request: Request): Promise<unknown> {
  const body = await readBody(request)
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_request', 'the body is no JSON', { cause })
  }
  if (hasRepeatedName(text)) throw new AppError('bad_request', 'the body repeats a name')
  return value
}
