import 'server-only'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

const program = `
  const { workerData: dataDir } = require('node:worker_threads')
  import('@electric-sql/pglite')
    .then(({ PGlite }) => PGlite.create({ dataDir }))
    .then((client) => client.close())
`

/**
 * Makes the files of an embedded database, unless they are there. It takes seconds of one processor, so
 * a thread of its own does it and this one goes on answering. Half of it is never taken for a database.
 */
export async function makeEmbeddedFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const unfinished = mkdtempSync(`${folder}-unfinished-`)
  try {
    await new Promise<void>((resolve, reject) => {
      const worker = new Worker(program, { eval: true, workerData: unfinished })
      worker.once('error', reject)
      worker.once('exit', () => resolve())
    })
    if (!existsSync(folder)) renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}
