import { connect, createServer, type Socket } from 'node:net'

/** A way to a server of loopback that can be stalled: connections stay open, nothing passes. */
export interface StallingRelay {
  readonly port: number
  stall(): void
  /** What waited goes on. */
  resume(): void
  close(): Promise<void>
}

/** Starts one on a free port. */
export async function startStallingRelay(target: number): Promise<StallingRelay> {
  const sockets = new Set<Socket>()
  let stalled = false
  const server = createServer((incoming) => {
    const outgoing = connect({ host: 'localhost', port: target })
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => to.write(chunk))
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      if (stalled) from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    port: (server.address() as { port: number }).port,
    stall() {
      stalled = true
      for (const socket of sockets) socket.pause()
    },
    resume() {
      stalled = false
      for (const socket of sockets) socket.resume()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
