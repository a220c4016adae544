import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPostgres } from '../scripts/find-postgres.mjs'
import { createServerFolder, removeServerFolder } from './server-folder.ts'
import { endServer, launchServer, startOnFreePort } from './server-program.ts'

const ready = /database system is ready to accept connections/

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

  const path = join(programs, 'postgres')
  const start = (port: number) =>
    launchServer({ path, parameters: ['-D', data, ...settingsFor(port)], folder, ready, user })
  const { port, child: first } = await startOnFreePort({ lowest: 22_000, below: 30_000 }, start)
  let child = first
  // SIGQUIT: at once, without a last word to the disk.
  const stop = () => endServer(child, 'SIGQUIT')
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

function settingsFor(port: number): string[] {
  const settings = {
    listen_addresses: 'localhost',
    port: String(port),
    unix_socket_directories: '',
    // What a test loses with the machine is no loss.
    fsync: 'off',
    jit: 'off',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
