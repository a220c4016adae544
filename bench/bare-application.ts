import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitUntilReady } from '../scripts/wait-until-ready.ts'
import { pinProcess } from './pin-process.ts'

const folder = 'bench/bare-application'
const next = 'node_modules/next/dist/bin/next'
const origin = 'http://localhost:3199'
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }

/** The smallest application of Next.js that calls an upstream, built and running. */
export interface BareApplication {
  readonly origin: string
  stop(): Promise<void>
}

/** Builds it with this checkout's Next.js and starts it on the servers' processor. */
export async function startBareApplication(upstreamUrl: string): Promise<BareApplication> {
  const builder = spawn(process.execPath, [next, 'build', folder], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [status] = await once(builder, 'exit')
  if (status !== 0) throw new Error(`${folder} cannot be built`)

  const { port, hostname } = new URL(origin)
  const parameters = ['start', folder, '--port', port, '--hostname', hostname]
  const server = spawn(process.execPath, [next, ...parameters], {
    env: { ...environment, UPSTREAM_URL: upstreamUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  pinProcess(server.pid, 'server')
  const exited = once(server, 'exit')
  const stop = async () => {
    server.kill('SIGTERM')
    await exited
  }
  try {
    await waitUntilReady(`${origin}/ready`)
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, stop }
}
