import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { waitUntilReady } from '../scripts/wait-until-ready.ts'
import { blankProviderEnvironment } from './blank-environment.ts'
import { createServerFolder, noteProcess, removeServerFolder } from './server-folder.ts'

/** How a process ended. */
export interface Exit {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  /** From the signal on, or from the start when it ended by itself. */
  readonly milliseconds: number
}

/** A process of the built application, that tests stop, kill and start again. */
export interface Instance {
  readonly origin: string
  /** Everything that the process that was started last has written. */
  output(): string
  /** Starts it on the same port, with these variables changed for good, and waits until it serves. */
  start(environment?: Record<string, string>): Promise<void>
  /** Starts it and waits until it ends by itself. */
  startAndExit(): Promise<Exit>
  /** Asks it to end, and waits until it has. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Exit>
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>
  /** Ends it and leaves nothing of it. */
  close(): Promise<void>
}

/** An instance with this environment and nobody else's, on a port of its own; not started yet. */
export async function createInstance(environment: Record<string, string>): Promise<Instance> {
  const folder = createServerFolder()
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  let variables = { ...plainEnvironment(), ...environment }
  let child: ChildProcess | null = null
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null

  const launch = () => {
    child = spawnServer({ port, folder, variables })
    return child
  }
  const end = async (signal: NodeJS.Signals): Promise<Exit> => {
    if (child === null || !isRunning()) throw new Error('the instance does not run')
    child.kill(signal)
    return exitOf(child)
  }
  return {
    origin,
    output: () => readFileSync(join(folder, 'log'), 'utf8'),
    async start(changed = {}) {
      variables = { ...variables, ...changed }
      const exit = exitOf(launch())
      await Promise.race([
        waitUntilReady(`${origin}/api/health/live`),
        exit.then(({ status }) => {
          throw new Error(`the instance ended with status ${status}`)
        }),
      ])
    },
    startAndExit: () => exitOf(launch()),
    stop: (signal = 'SIGTERM') => end(signal),
    async kill() {
      await end('SIGKILL')
    },
    async close() {
      if (isRunning()) await end('SIGKILL')
      removeServerFolder(folder)
    },
  }
}

function spawnServer({
  port,
  folder,
  variables,
}: {
  port: number
  folder: string
  variables: NodeJS.ProcessEnv
}): ChildProcess {
  const log = openSync(join(folder, 'log'), 'w')
  // Behind a round-robin it must not be the server that ends an idle connection: a call may be on
  // its way there.
  const listening = ['--port', `${port}`, '--hostname', 'localhost', '--keepAliveTimeout', '60000']
  const parameters = ['start', ...listening]
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', ...parameters], {
    env: variables,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  // So that it does not outlive this process, whatever ends that.
  noteProcess(folder, child.pid)
  child.once('exit', () => noteProcess(folder, undefined))
  return child
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  const from = performance.now()
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { status, signal, milliseconds: performance.now() - from }
}

/** What a program needs anywhere, and nothing of the shell or the file `.env` of a developer. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    ...{ PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) },
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...blankProviderEnvironment,
  }
}

/**
 * Below the ports of outgoing connections, so that nobody takes it while the instance is down; and
 * at random, so that other tests on this machine hardly do.
 */
async function findFreePort(): Promise<number> {
  const offset = randomInt(100)
  for (let n = 0; n < 100; n += 1) {
    const port = 3_300 + ((offset + n) % 100)
    if (taken.has(port) || !(await isFree(port))) continue
    taken.add(port)
    return port
  }
  throw new Error('every port from 3300 to 3399 is taken')
}

const taken = new Set<number>()

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, 'localhost', () => server.close(() => resolve(true)))
  })
}
