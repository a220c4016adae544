import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A session secret for a developer's machine, made once and kept in a file that only its owner
 * reads, so that a restart signs nobody out. Two processes that start together agree on one.
 */
export function generatedSessionSecret(file = '.data/session-secret'): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
    // A link appears whole or not at all, so nobody reads half a secret.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
}
