import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Waits until nobody holds its standard input open any more, then cleans up.
const guardScript = `
  trap '' HUP INT TERM
  cat >/dev/null
  for file in "$1"/*/pid; do read -r pid <"$file" && kill -9 "$pid"; done 2>/dev/null
  rm -rf "$1"
`

let parentFolder: string | undefined

/**
 * A temporary folder for one server. All of this process lie in one, which goes away with the
 * process, together with every server noted in it.
 */
export function createServerFolder(): string {
  parentFolder ??= createGuardedFolder()
  return mkdtempSync(join(parentFolder, 'server-'))
}

/** Notes which process runs in the folder; `undefined` when none does any more. */
export function noteProcess(folder: string, processId: number | undefined): void {
  if (processId === undefined) rmSync(join(folder, 'pid'), { force: true })
  else writeFileSync(join(folder, 'pid'), `${processId}\n`)
}

/** Removes the folder. What writes there has to have ended. */
export function removeServerFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function createGuardedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'server-tests-'))
  process.on('exit', () => cleanUp(folder))
  // A killed process runs no handler. The guard sees its pipe close, in a session of its own, so
  // that Ctrl-C does not end it first.
  const guard = spawn('sh', ['-c', guardScript, 'guard', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  ;(guard.stdin as Socket).unref()
  return folder
}

function cleanUp(folder: string): void {
  for (const server of readdirSync(folder)) {
    try {
      process.kill(Number(readFileSync(join(folder, server, 'pid'), 'utf8')), 'SIGKILL')
    } catch {
      // Nothing runs there.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
