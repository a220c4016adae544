import { type Agent, type IncomingHttpHeaders, request } from 'node:http'

/** A request as plain values; headers go out exactly as they are given. */
export interface SentRequest {
  readonly method?: string
  readonly headers?: IncomingHttpHeaders
  readonly body?: Buffer | string
  /** `false`, or none: a connection of its own that nobody uses again. */
  readonly agent?: Agent | false
}

/** An answer that has arrived in full. */
export interface ReceivedAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * Sends one request without following redirects, and waits for all of the answer. Unlike `fetch` it
 * sends the headers that only browsers may set, and fails when the answer breaks off.
 */
export function sendRequest(
  url: string,
  { method = 'GET', headers = {}, body, agent = false }: SentRequest = {},
): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a browser sends when a person follows a link or types an address. */
export const pageLoad = {
  accept: 'text/html',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
} as const

/** The `code` of a problem answer. */
export function problemCode({ body }: ReceivedAnswer): unknown {
  return (JSON.parse(body.toString()) as { code?: unknown }).code
}
