import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianFolder = '/usr/lib/postgresql'

/**
 * The folder with the programs of PostgreSQL: what `POSTGRES_BIN_PATH` names, else one of `PATH`, else
 * Debian's newest, which is on no path.
 */
export function findPostgres() {
  const named = process.env.POSTGRES_BIN_PATH
  const folders = named
    ? [named]
    : [...(process.env.PATH ?? '').split(delimiter), ...debianFolders()]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  )
}

function debianFolders() {
  if (!existsSync(debianFolder)) return []
  const versions = readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(debianFolder, version, 'bin'))
}
