// Makes the files of the embedded database where the sample accounts will be, unless they are there.
// The application would make them at the first call that needs them, and that call would wait.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const [, , folder = ''] = process.argv
const database = join(folder, 'postgres')
if (!existsSync(database)) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = mkdtempSync(`${database}-unfinished-`)
  const client = await PGlite.create({ dataDir: unfinished })
  await client.close()
  if (existsSync(database)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, database)
}
