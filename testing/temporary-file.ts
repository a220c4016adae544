import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A JSON file in a folder of its own. */
export interface TemporaryFile {
  readonly path: string
  /** Takes the place of the old content at once, by a rename. */
  write(content: unknown): void
  remove(): void
}

/** Writes a file that its owner alone can read. */
export function createTemporaryFile(content: unknown): TemporaryFile {
  const folder = mkdtempSync(join(tmpdir(), 'starter-'))
  const path = join(folder, 'file.json')
  const write = (value: unknown) => {
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  write(content)
  return { path, write, remove: () => rmSync(folder, { recursive: true }) }
}
