import type { Shell } from './shell'

/** A shell that keeps what was written. */
export interface TestShell extends Shell {
  /** What was printed so far. */
  printed(): string
  /** What was noted so far. */
  noted(): string
}

/** A shell for tests: the given environment, and nobody who looks. */
export function createTestShell(environment: Record<string, string | undefined>): TestShell {
  let [printed, noted] = ['', '']
  return {
    environment,
    terminal: false,
    print: (text) => {
      printed += text
    },
    note: (text) => {
      noted += text
    },
    printed: () => printed,
    noted: () => noted,
  }
}
