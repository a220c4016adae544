import { type ChildProcess, spawn } from 'node:child_process'

/** The application takes up to eight seconds for what is in flight. */
const endWithin = 9_000

/**
 * Starts Node.js processes that live and die together: a signal to this process, or the end of one
 * of them, ends all; what does not end within nine seconds is killed. Their standard output is
 * passed on to standard error, which leaves standard output to the one line with the address.
 */
export function superviseProcesses() {
  const running = new Map<ChildProcess, string>()
  let ending = false

  const endAll = (exitCode: number) => {
    if (ending) return
    ending = true
    process.exitCode = exitCode
    for (const child of running.keys()) child.kill('SIGTERM')
    setTimeout(() => {
      for (const child of running.keys()) child.kill('SIGKILL')
    }, endWithin).unref()
    if (running.size === 0) process.exit(exitCode)
  }

  // Nothing that was started outlives this process, whatever ends it.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.message}\n`)
    endAll(1)
  })
  process.on('SIGINT', () => endAll(0))
  process.on('SIGTERM', () => endAll(0))
  process.on('SIGHUP', () => endAll(0))
  // npm passes SIGTERM on but not SIGINT, which a terminal sends to everyone; a script does not.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => {
      if (process.ppid !== parent) endAll(0)
    }, 250).unref()
  }

  return {
    start(name: string, parameters: string[]): void {
      const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout?.pipe(process.stderr)
      running.set(child, name)
      child.on('exit', (code) => {
        running.delete(child)
        if (!ending) {
          process.stderr.write(`The ${name} ended by itself.\n`)
          endAll(code || 1)
        }
        if (ending && running.size === 0) process.exit()
      })
    },
  }
}
