import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { fileRefusal, refusal } from './key-refusal'
import { formatTime } from './key-times'

/**
 * Does work on a file while no other run does. The lock is a file beside it; a second run is refused
 * at once, since what it was about to do may make no sense afterwards.
 *
 * A lock that was left behind is explained, not taken away: two runs that both did so would meet.
 *
 * @throws refusal
 */
export function withLock<Outcome>(path: string, work: () => Outcome): Outcome {
  const lock = `${path}.lock`
  try {
    writeFileSync(lock, `${process.pid} ${hostname()}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw explain(lock)
    throw fileRefusal(lock, 'written', error)
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function explain(lock: string): Error {
  const holder = findHolder(lock)
  if (holder === null) return refusal('Another run has just changed the file. Try again.')
  const { pid, host, since } = holder
  if (host === hostname() && !isAlive(pid)) {
    return refusal(`A run that was cut off left ${lock} behind. Delete it, then try again.`)
  }
  return refusal(
    `Another run changes the file (${lock}, process ${pid} on ${host}, since ${formatTime(since)}). ` +
      'Wait for it; if there is none any more, delete that lock.',
  )
}

/** Who made the lock; null when it is gone again. */
function findHolder(lock: string) {
  try {
    const [pid = '?', host = '?'] = readFileSync(lock, 'utf8').trim().split(' ')
    return { pid, host, since: Math.floor(statSync(lock).mtimeMs / 1_000) }
  } catch {
    return null
  }
}

function isAlive(pid: string): boolean {
  try {
    // Signal 0 is never delivered; it only asks.
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
