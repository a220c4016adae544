import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Has the embedded database made for the sample accounts, in a process of its own. That it cannot be made
 * is for the application to say, when somebody asks it.
 */
export async function prepareDatabase(): Promise<void> {
  const { ACCOUNT_SERVICES_URL, DATABASE_URL = '', SAMPLE_DATA } = process.env
  const folder =
    DATABASE_URL === '' ? '.data/institutions' : /^embedded:(.+)$/.exec(DATABASE_URL)?.[1]
  if (ACCOUNT_SERVICES_URL || SAMPLE_DATA === 'off') return
  if (folder === undefined || folder === ':memory:') return
  const child = spawn(process.execPath, ['scripts/make-database.ts', folder], { stdio: 'ignore' })
  await once(child, 'exit')
}
