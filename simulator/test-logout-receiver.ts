import { createServer } from 'node:http'
import { readBody } from './http.ts'
import { closeServer, listen } from './listening.ts'

/** An application that listens on the back channel, and notes what comes. */
export interface LogoutReceiver {
  readonly appUrl: string
  /** The requests it got, oldest first. */
  readonly received: { path: string; type: string; logoutToken: string }[]
  /** What it answers: a status, or nothing ever. */
  answer: number | 'never'
  close(): Promise<void>
}

/** Starts one on any free port. */
export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const server = createServer()
  const port = await listen(server, 0)
  const receiver: LogoutReceiver = {
    appUrl: `http://localhost:${port}`,
    received: [],
    answer: 200,
    close: () => closeServer(server),
  }
  server.on('request', async (req, res) => {
    const form = new URLSearchParams(await readBody(req))
    receiver.received.push({
      path: req.url ?? '',
      type: req.headers['content-type'] ?? '',
      logoutToken: form.get('logout_token') ?? '',
    })
    if (receiver.answer !== 'never') res.writeHead(receiver.answer).end()
  })
  return receiver
}
