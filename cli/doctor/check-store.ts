import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '@/lib/config/parse-config'
import type { RedisAddress } from '@/lib/config/session-store-address'
import { isAppError } from '@/lib/errors'
import { openSessionStore } from '@/lib/session/open-session-store'
import { type CheckLine, failure, ok, warning } from './check-line'
import { findNetworkProblem } from './network-problem'

const name = 'store'

/** Whether sessions can be kept. */
export async function checkStore({ sessionStore: address, secure }: Config): Promise<CheckLine[]> {
  if (address.kind === 'sqlite') {
    const note = secure ? '; for one machine, several need redis:// in SESSION_STORE' : ''
    if (address.path !== ':memory:' && !existsSync(address.path)) {
      return [checkFolder(address.path, note)]
    }
    return [await checkAnswer(address, `SQLite, ${address.path}${note}`)]
  }
  const where = address.nodes.map(({ host, port }) => `${host}:${port}`).join(', ')
  return [await checkAnswer(address, describeRedis(address, where)), ...checkTls(address)]
}

async function checkAnswer(address: Config['sessionStore'], what: string): Promise<CheckLine> {
  let store: ReturnType<typeof openSessionStore> | undefined
  try {
    store = openSessionStore(address)
    await store.ping()
    return ok(name, `answers: ${what}`)
  } catch (error) {
    if (!isAppError(error, 'store_unavailable')) throw error
    const advice =
      address.kind === 'sqlite'
        ? 'Check the path in SESSION_STORE, and that the user of the application owns the file.'
        : 'Check host, port, password and rediss:// in SESSION_STORE, and that this machine may connect.'
    const reply = error.facts.reply ? `, it says ${error.facts.reply}` : ''
    const problem = findNetworkProblem(error) ?? `${error.message}${reply}`
    return failure(name, `${what}: ${problem}`, advice)
  } finally {
    await store?.close().catch(() => {})
  }
}

function describeRedis({ topology }: RedisAddress, where: string): string {
  return topology === 'single' ? `Redis at ${where}` : `Redis (${topology}) at ${where}`
}

/** Making the file here could make it another user’s than the application’s. */
function checkFolder(path: string, note: string): CheckLine {
  let folder = dirname(resolve(path))
  while (!existsSync(folder)) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK)
    return ok(name, `SQLite, ${path}, made at the first start${note}`)
  } catch {
    const advice =
      'Let the user of the application write there, or name another file in SESSION_STORE.'
    return failure(name, `${path} cannot be made in ${folder}`, advice)
  }
}

function checkTls({ tls, nodes }: RedisAddress): CheckLine[] {
  const remote = nodes.find(({ host }) => !/^(localhost|127(\.\d+){3}|::1)$/.test(host))
  if (tls || remote === undefined) return []
  return [
    warning(
      name,
      `sessions travel to ${remote.host} without TLS`,
      'Write rediss:// in SESSION_STORE; a private authority goes into NODE_EXTRA_CA_CERTS.',
    ),
  ]
}
