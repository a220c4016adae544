import { readFileSync } from 'node:fs'

/** Which build is running, to be quoted to support; null with hot reload, where none was made. */
export function readBuildId(): string | null {
  try {
    return readFileSync('.next/BUILD_ID', 'utf8').trim().slice(0, 8) || null
  } catch {
    return null
  }
}
