import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { blankProviderEnvironment } from '../testing/blank-environment.ts'
import { type Instance, sessionSecret } from './addresses.ts'

/** On a busy machine an application that makes its database first takes this long to start. */
export const startLimitMs = 150_000

/** An application and its simulator, just started. */
export interface LaunchedInstance {
  /** The file of its session store. */
  readonly sessionsFile: string
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>
  end(): Promise<number>
}

/**
 * Starts a built application and its simulator, with data in a folder that goes away with them, and
 * writes all that they say into one file.
 */
export function launchInstance(instance: Instance): LaunchedInstance {
  const data = mkdtempSync(join(tmpdir(), 'jhi-e2e-'))
  const sessionsFile = join(data, 'sessions.db')
  mkdirSync(dirname(instance.logFile), { recursive: true })
  const log = openSync(instance.logFile, 'w')
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(instance.port),
      SIMULATOR_PORT: String(instance.simulatorPort),
      APP_URL: instance.origin,
      ...blankProviderEnvironment,
      SIMULATOR_DATA: join(data, 'simulator.db'),
      SESSION_STORE: `sqlite:${sessionsFile}`,
      DATABASE_URL: `embedded:${join(data, 'database')}`,
      SESSION_SECRETS: sessionSecret,
      LOG_LEVEL: 'debug',
      ...instance.environment,
    },
  })
  const ended = once(child, 'exit').then(([code]) => {
    rmSync(data, { recursive: true, force: true })
    return (code as number | null) ?? 1
  })
  return {
    sessionsFile,
    ended,
    end() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
