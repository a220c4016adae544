import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { noteProcess } from './server-folder.ts'

const startWithin = 20_000
const portTakenPattern = /Address already in use/

/** A program that serves on a port until it is ended, and what is wanted of it. */
export interface ServerProgram {
  readonly path: string
  readonly parameters: readonly string[]
  /** Where it runs and its log is. */
  readonly folder: string
  /** What its log says once it accepts connections. */
  readonly ready: RegExp
  /** Whom it runs as, where that is not us. */
  readonly user?: { uid: number; gid: number } | undefined
}

/** Starts the program and waits until it accepts connections. */
export async function launchServer({
  path,
  parameters,
  folder,
  ready,
  user,
}: ServerProgram): Promise<ChildProcess> {
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'w')
  const child = spawn(path, parameters, {
    ...user,
    cwd: folder,
    // In a group of its own, so that Ctrl-C does not end it before the tests do.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.once('exit', () => noteProcess(folder, undefined))
  noteProcess(folder, child.pid)
  await once(child, 'spawn')

  const deadline = Date.now() + startWithin
  while (!ready.test(readFileSync(logFile, 'utf8'))) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${path} did not start:\n${readFileSync(logFile, 'utf8')}`)
    }
    await pause(5)
  }
  // A server that nobody closed does not keep the tests from ending; it ends with them.
  child.unref()
  return child
}

/**
 * Tries ports until the server gets one. Where they lie below those that systems give to outgoing
 * connections, nobody takes the port of a server that is down.
 */
export async function startOnFreePort(
  { lowest, below }: { lowest: number; below: number },
  start: (port: number) => Promise<ChildProcess>,
): Promise<{ port: number; child: ChildProcess }> {
  for (let triesLeft = 20; ; triesLeft -= 1) {
    const port = randomInt(lowest, below)
    try {
      return { port, child: await start(port) }
    } catch (error) {
      if (triesLeft === 0 || !portTakenPattern.test(String(error))) throw error
    }
  }
}

/** Whether it runs no more. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Sends the signal and waits until it has ended. */
export async function endServer(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.ref()
  child.kill(signal)
  // What is paused sees no signal but SIGKILL before it goes on.
  child.kill('SIGCONT')
  await ended
}
