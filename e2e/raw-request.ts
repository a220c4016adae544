import { request } from 'node:http'
import { appOrigin } from './addresses.ts'

/**
 * Sends a GET whose path goes out exactly as it is given: every other client would resolve `..`
 * and `%2e%2e` before anything is sent.
 */
export function getRawPath(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; contentType: string | undefined; text: string }> {
  const { hostname, port } = new URL(appOrigin)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'],
          text,
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}
