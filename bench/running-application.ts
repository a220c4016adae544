import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const [port, simulatorPort] = ['3191', '4191']

/** The built application and the simulator, as `npm start` runs them, on ports of their own. */
export interface RunningApplication {
  readonly appUrl: string
  readonly simulatorUrl: string
  readonly secondsToReady: number
  stop(): Promise<void>
}

/** Starts both with empty data and waits for the line that says so. */
export async function startApplication(): Promise<RunningApplication> {
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
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('Ready')) break
  }
  child.stdout.resume()
  return {
    appUrl: `http://localhost:${port}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
    secondsToReady: (performance.now() - started) / 1_000,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      rmSync(data, { recursive: true })
    },
  }
}
