import 'server-only'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/**
 * JSON for a long answer, as a gzip file that the page unpacks itself: Next.js compresses no answer of a
 * route handler, and drops its `Content-Encoding`. Only for what holds neither secrets nor anything
 * that another site could have put there.
 */
export async function compressedJson(body: unknown): Promise<Response> {
  const bytes = await compress(JSON.stringify(body))
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/gzip' } })
}
