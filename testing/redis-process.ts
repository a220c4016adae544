import { writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { findRedisServer } from '../scripts/find-program.mjs'
import { removeServerFolder } from './server-folder.ts'
import { endServer, hasEnded, launchServer, startOnFreePort } from './server-program.ts'

const ready = /Ready to accept connections|Sentinel ID is/
/** The port 10,000 above, where the nodes of a cluster talk, is nobody's either. */
const ports = { lowest: 10_240, below: 22_000 }

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
  const path = findRedisServer()
  if (path === undefined) {
    throw new Error('redis-server is missing: install it, or set REDIS_SERVER_PATH')
  }
  const parameters = ['redis.conf', ...(sentinel ? ['--sentinel'] : [])]
  const start = () => launchServer({ path, parameters, folder, ready })
  const { port, child: first } = await startOnFreePort(ports, (port) => {
    const settings = [`bind ${loopbackAddresses()}`, ...settingsFor(port)]
    writeFileSync(join(folder, 'redis.conf'), `${settings.join('\n')}\n`)
    return start()
  })
  let child = first
  const end = (signal: NodeJS.Signals) => endServer(child, signal)
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

/** Both that `localhost` may mean; a server refuses to start on one that the machine lacks. */
function loopbackAddresses(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  const hasVersion6 = addresses.some(({ address }) => address === '::1')
  return hasVersion6 ? '127.0.0.1 ::1' : '127.0.0.1'
}
