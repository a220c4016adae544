import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

const readableByGroup = 0o040
const readableByAnyone = 0o004

/**
 * Replaces a file with private keys, or makes it: whole or not at all, whatever happens meanwhile.
 * Who owned it owns it afterwards, so that a server of another user can still read it. Its group reads
 * it only if that was no accident, and nobody else ever does.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  const before = statSync(path, { throwIfNoEntry: false })
  try {
    const file = openSync(draft, 'wx', 0o600)
    try {
      keepOwner(file, before)
      fchmodSync(file, modeAfter(before))
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

function keepOwner(file: number, before: Stats | undefined): void {
  if (before === undefined) return
  const { uid, gid } = fstatSync(file)
  if (uid !== before.uid || gid !== before.gid) fchownSync(file, before.uid, before.gid)
}

function modeAfter(before: Stats | undefined): number {
  const deliberate = before !== undefined && (before.mode & readableByAnyone) === 0
  return deliberate ? 0o600 | (before.mode & readableByGroup) : 0o600
}

/** Without this a power cut may bring the old file back. Not every file system can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch {
    // The file is in its place all the same.
  }
}
