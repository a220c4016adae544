import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findRedisServer } from '../scripts/find-program.mjs'
import { noteProcess, removeServerFolder } from './redis-folder.ts'

const startWithin = 10_000
const readyPattern = /Ready to accept connections|Sentinel ID is/
const portTakenPattern = /Address already in use/

/** A server program with a port and a folder, that tests kill, pause and start again. */
export interface RedisProcess {
  readonly port: number
  /** Of the process that runs now; undefined while none does. */
  readonly processId: number | undefined
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
  /** Starts it on the same port and folder, after a `stop` when it still runs. */
  restart(): Promise<void>
  /** Makes it hang: connections stay open and nothing is answered until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

/**
 * Starts Redis or Valkey in the folder, with the settings that are made for the port it gets, and
 * waits until it accepts connections.
 */
export async function startRedisProcess(
  folder: string,
  settingsFor: (port: number) => readonly string[],
  { sentinel = false } = {},
): Promise<RedisProcess> {
  const start = () => launch(folder, sentinel)
  const { port, child: first } = await startOnFreePort(folder, settingsFor, start)
  let child = first

  const end = async (signal: NodeJS.Signals) => {
    if (hasEnded(child)) return
    const ended = once(child, 'exit')
    child.ref()
    child.kill(signal)
    // What is paused sees no signal but SIGKILL before it goes on.
    child.kill('SIGCONT')
    await ended
  }
  return {
    port,
    get processId() {
      return hasEnded(child) ? undefined : child.pid
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async restart() {
      await end('SIGTERM')
      child = await start()
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async close() {
      await end('SIGKILL')
      removeServerFolder(folder)
    },
  }
}

/**
 * Tries ports until the server gets one. They lie below those that systems give to outgoing
 * connections, so nobody takes the port of a server that is down; and so does the port 10,000
 * above, where the nodes of a cluster talk.
 */
async function startOnFreePort(
  folder: string,
  settingsFor: (port: number) => readonly string[],
  start: () => Promise<ChildProcess>,
): Promise<{ port: number; child: ChildProcess }> {
  for (let triesLeft = 20; ; triesLeft -= 1) {
    const port = randomInt(10_240, 22_000)
    const settings = [`bind ${loopbackAddresses()}`, ...settingsFor(port)]
    writeFileSync(join(folder, 'redis.conf'), `${settings.join('\n')}\n`)
    try {
      return { port, child: await start() }
    } catch (error) {
      if (triesLeft === 0 || !portTakenPattern.test(String(error))) throw error
    }
  }
}

/** Both that `localhost` may mean; a server refuses to start on one that the machine lacks. */
function loopbackAddresses(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  const hasVersion6 = addresses.some(({ address }) => address === '::1')
  return hasVersion6 ? '127.0.0.1 ::1' : '127.0.0.1'
}

async function launch(folder: string, sentinel: boolean): Promise<ChildProcess> {
  const program = findRedisServer()
  if (program === undefined) {
    throw new Error('redis-server is missing: install it, or set REDIS_SERVER_PATH')
  }
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'w')
  const parameters = ['redis.conf', ...(sentinel ? ['--sentinel'] : [])]
  const child = spawn(program, parameters, { cwd: folder, stdio: ['ignore', log, log] })
  closeSync(log)
  child.once('exit', () => noteProcess(folder, undefined))
  noteProcess(folder, child.pid)
  await once(child, 'spawn')

  const deadline = Date.now() + startWithin
  while (!readyPattern.test(readFileSync(logFile, 'utf8'))) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${program} did not start:\n${readFileSync(logFile, 'utf8')}`)
    }
    await pause(5)
  }
  // A server that nobody closed does not keep the tests from ending; it ends with them.
  child.unref()
  return child
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
