import 'server-only'

/**
 * The text of an answer, which ends the connection when it is larger than it may be: nobody's answer
 * fills our memory.
 *
 * @returns null when it is too large
 */
export async function readLimited(response: Response, mostBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body.
    if (bytes > mostBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
