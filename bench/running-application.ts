import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pinProcess } from './pin-process.ts'

/** The built application and the simulator, as `npm start` runs them, on ports of their own. */
export interface RunningApplication {
  readonly appUrl: string
  readonly simulatorUrl: string
  readonly secondsToReady: number
  stop(): Promise<void>
}

/** Where it runs, and what differs from a fresh checkout. */
export interface ApplicationOptions {
  /** The application listens on 3190 and this, the simulator on 4190 and this. */
  readonly portOffset: number
  readonly environment?: Readonly<Record<string, string>>
  /** Keeps both on the servers' processor. */
  readonly pinned?: boolean
}

/** Starts both with empty data and waits for the line that says so. */
export async function startApplication({
  portOffset,
  environment = {},
  pinned = false,
}: ApplicationOptions): Promise<RunningApplication> {
  const [port, simulatorPort] = [3190 + portOffset, 4190 + portOffset].map(String)
  const data = mkdtempSync(join(tmpdir(), 'bench-'))
  const started = performance.now()
  const child = spawn('npm', ['start'], {
    env: {
      ...process.env,
      PORT: port,
      SIMULATOR_PORT: simulatorPort,
      SIMULATOR_DATA: join(data, 'simulator.db'),
      SESSION_STORE: `sqlite:${join(data, 'sessions.db')}`,
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (pinned) pinProcess(child.pid, 'server')
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    rmSync(data, { recursive: true })
  }
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk).slice(-2_000)
  })
  let ready = false
  for await (const line of createInterface({ input: child.stdout })) {
    ready = line.startsWith('Ready')
    if (ready) break
  }
  if (!ready) {
    await stop()
    throw new Error(`npm start ended by itself:\n${complaints}`)
  }
  child.stdout.resume()
  return {
    appUrl: `http://localhost:${port}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
    secondsToReady: (performance.now() - started) / 1_000,
    stop,
  }
}
