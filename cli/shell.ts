import type { EnvironmentVariables } from '@/lib/config/command-environment'

/** Where a command finds its settings and writes what it has to say. */
export interface Shell {
  readonly environment: EnvironmentVariables
  /** Somebody is looking, rather than a file or another program. */
  readonly terminal: boolean
  /** The answer. */
  print(text: string): void
  /** What goes with it, kept apart so that the answer can be piped. */
  note(text: string): void
}

/** The shell of this process. */
export function processShell(environment: EnvironmentVariables): Shell {
  return {
    environment,
    terminal: process.stdout.isTTY === true,
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
  }
}

/** Runs something that Ctrl-C is to end decently; a second Ctrl-C ends the process. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = () => controller.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
