import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, closeSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgres } from '../scripts/find-postgres.mjs'
import { createServerFolder, noteProcess, removeServerFolder } from './redis-folder.ts'

const startWithin = 20_000
const readyPattern = /database system is ready to accept connections/
const portTakenPattern = /Address already in use/

/** A Postgres of a test's own. Nothing is left of it after `close`, or after the test process. */
export interface PostgresServer {
  /** As `DATABASE_URL` takes it. */
  readonly url: string
  /** Ends it and every connection. */
  stop(): Promise<void>
  /** Starts it on the same port and folder. */
  restart(): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

/** Starts one server on a free port of loopback, as another user when we are root. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres()
  if (programs === undefined) {
    throw new Error('PostgreSQL is missing: install it, or set POSTGRES_BIN_PATH to its programs')
  }
  const folder = createServerFolder()
  const user = chooseUser()
  if (user) {
    chmodSync(dirname(folder), 0o711)
    chownSync(folder, user.uid, user.gid)
  }
  const data = join(folder, 'data')
  const options = ['-D', data, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(programs, 'initdb'), options, { ...user, cwd: folder, stdio: 'ignore' })

  const start = (port: number) => launch(join(programs, 'postgres'), { folder, data, port, user })
  const { port, child: first } = await startOnFreePort(start)
  let child = first
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.ref()
    // SIGQUIT: at once, without a last word to the disk.
    child.kill('SIGQUIT')
    await ended
  }
  return {
    url: `postgres://desk@localhost:${port}/postgres`,
    stop,
    async restart() {
      await stop()
      child = await start(port)
    },
    async close() {
      await stop()
      removeServerFolder(folder)
    },
  }
}

/** Postgres refuses to run as root, so root lends it a user: its own, else `nobody`. */
function chooseUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('there is no user to run PostgreSQL as')
}

/** Tries ports below those that systems give to outgoing connections. */
async function startOnFreePort(
  start: (port: number) => Promise<ChildProcess>,
): Promise<{ port: number; child: ChildProcess }> {
  for (let triesLeft = 20; ; triesLeft -= 1) {
    const port = randomInt(22_000, 30_000)
    try {
      return { port, child: await start(port) }
    } catch (error) {
      if (triesLeft === 0 || !portTakenPattern.test(String(error))) throw error
    }
  }
}

interface Launch {
  readonly folder: string
  readonly data: string
  readonly port: number
  readonly user: { uid: number; gid: number } | undefined
}

async function launch(program: string, { folder, data, port, user }: Launch) {
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'w')
  const settings = {
    listen_addresses: 'localhost',
    port: String(port),
    unix_socket_directories: '',
    // What a test loses with the machine is no loss.
    fsync: 'off',
    jit: 'off',
  }
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(program, ['-D', data, ...parameters], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.once('exit', () => noteProcess(folder, undefined))
  noteProcess(folder, child.pid)
  await once(child, 'spawn')

  const deadline = Date.now() + startWithin
  while (!readyPattern.test(readFileSync(logFile, 'utf8'))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${program} did not start:\n${readFileSync(logFile, 'utf8')}`)
    }
    await pause(10)
  }
  // A server that nobody closed does not keep the tests from ending; it ends with them.
  child.unref()
  return child
}
