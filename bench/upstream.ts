// The API behind both: one answer of about 2 kB, without any work. Tells its address when asked.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where it listens, and how long its one answer is. */
export interface UpstreamAddress {
  readonly url: string
  readonly answerBytes: number
}

const accounts = Array.from({ length: 10 }, (_, position) => ({
  accountId: `5f0c2d9e71b84a3${position}`,
  name: 'Commercial Line of Credit',
  type: 'loan',
  maskedNumber: '••4821',
  currency: 'USD',
  currentBalanceCents: -31_250_000,
  availableBalanceCents: 0,
  openedOn: '2012-03-04',
}))
const body = Buffer.from(JSON.stringify({ accounts, total: accounts.length }))
const headers = { 'content-type': 'application/json', 'content-length': body.byteLength }

const server = createServer((_, response) => response.writeHead(200, headers).end(body))
const listening = once(server.listen(0, '127.0.0.1'), 'listening')

process.once('disconnect', () => process.exit())
process.on('message', async () => {
  await listening
  const { port } = server.address() as AddressInfo
  const address: UpstreamAddress = {
    url: `http://127.0.0.1:${port}`,
    answerBytes: body.byteLength,
  }
  process.send?.(address)
})
