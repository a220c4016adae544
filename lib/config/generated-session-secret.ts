import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A session secret for a developer's machine, made once and kept in a file that only its owner
 * reads, so that a restart signs nobody out. Two processes that start together agree on one.
 */
export function generatedSessionSecret(file = '.data/session-secret'): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
}
