import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findProgram } from '../scripts/find-program.mjs'

const taskset = findProgram('taskset')

/**
 * Keeps a process, and what it starts from now on, on one processor: servers on one, callers and
 * everything else on another, so that neither takes the other's time. Where there is no `taskset`
 * or only one processor, nothing happens.
 */
export function pinProcess(processId: number | undefined, side: 'server' | 'caller'): void {
  if (taskset === undefined || processId === undefined) return
  const [server, caller] = usableProcessors()
  if (server === undefined || caller === undefined) return
  const processor = side === 'server' ? server : caller
  const { status } = spawnSync(taskset, ['-acp', String(processor), String(processId)])
  if (status !== 0) process.stderr.write(`A ${side} could not be kept on one processor.\n`)
}

/** What this process may use; a container may not start at the first. Written as `0-3,8`. */
function usableProcessors(): number[] {
  const status = readFileSync('/proc/self/status', 'utf8')
  const [, list = ''] = /^Cpus_allowed_list:\s+(\S+)$/m.exec(status) ?? []
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, n) => first + n)
  })
}
