import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The path of the first of these programs that a folder of `PATH` holds. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))
}

/** The server that the tests start: Redis, else Valkey, or what `REDIS_SERVER_PATH` names. */
export function findRedisServer() {
  const path = process.env.REDIS_SERVER_PATH
  if (!path) return findProgram('redis-server', 'valkey-server')
  return existsSync(path) ? path : undefined
}
