import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Page } from './page.ts'

const largestBody = 64 * 1024

/** Sends JSON that nobody may keep. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const fixed = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
  res.writeHead(status, { ...fixed, ...headers }).end(JSON.stringify(body))
}

/** Sends a page with its headers. */
export function sendPage(res: ServerResponse, status: number, page: Page): void {
  res.writeHead(status, page.headers).end(page.markup)
}

/** Reads a whole body; undefined when it is larger than any form or switch needs. */
export async function readBody(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > largestBody) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
