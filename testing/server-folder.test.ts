import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { sendRedisCommand } from './redis-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'server-folder-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A process that starts two servers, one of which hangs, and closes neither. */
const program = `
  import { startRedis } from '${new URL('redis-server.ts', import.meta.url)}'
  const servers = [await startRedis({ appendOnly: true }), await startRedis({ tls: true })]
  servers[1].pause()
  process.stdout.write(servers.map(({ port }) => port).join() + '\\n')
`

async function start(ending: string) {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', `${program}\n${ending}`],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, TMPDIR: folder } },
  )
  const exited = once(child, 'exit')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, exited, ports: line.split(',').map(Number) }
}

const waitForEver = 'setInterval(() => {}, 1000)'

test.each([
  ['ends by itself', '', undefined],
  ['calls exit', 'process.exit(0)', undefined],
  ['throws', 'throw new Error()', undefined],
  ['is interrupted', waitForEver, 'SIGINT'],
  ['is asked to end', waitForEver, 'SIGTERM'],
  ['is killed', waitForEver, 'SIGKILL'],
] as const)('nothing is left of the servers of a process that %s', async (_, ending, signal) => {
  const { child, exited, ports } = await start(ending)
  if (signal !== undefined) child.kill(signal)
  await exited
  await expect.poll(() => readdirSync(folder), { timeout: 5_000 }).toEqual([])
  for (const port of ports) {
    // Nobody waits for a killed server any more: for a moment its port may still take connections.
    await expect
      .poll(() => sendRedisCommand({ port }, 'PING').catch(({ code }) => code), { timeout: 5_000 })
      .toBe('ECONNREFUSED')
  }
})
