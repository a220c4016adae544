import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { getConfig } from '@/lib/config/config'
import type { ClosableDatabase } from '@/lib/database/database'
import { databaseAddress } from '@/lib/database/database-address'
import { openDatabase } from '@/lib/database/open-database'
import { isAppError } from '@/lib/errors'
import { type ImportCounts, importEntitlements } from '@/lib/institutions/entitlements-import'
import { refusal, usageError } from './command-error'
import { type CheckedFile, checkRows } from './institutions/check-rows'
import { type ImportRows, type LineProblem, noRows } from './institutions/import-rows'
import { createProgressBar } from './institutions/progress-bar'
import { readCsv } from './institutions/read-csv'
import { readJson } from './institutions/read-json'
import type { Shell } from './shell'

const mostBytes = 256 * 1024 * 1024

/** For `--help`. */
export const institutionsUsage = `  institutions import <file> [--dry-run] [--replace]
        Put institutions and entitlements of a CSV or JSON file into the
        database: all of it, or nothing.
        --dry-run: only say what would happen.
        --replace: also remove what the file does not name.

  A CSV has the columns institutionId, name, city, state, routingNumber, or
  user, institutionId, roles (with ; between them). JSON has
  { "institutions": […], "users": { "<subject or username>": ["<id>"] } }.
  The user * is everybody, the id * every institution. The database is
  DATABASE_URL, else the embedded one, for which the application has to be
  stopped.
`

interface ImportRequest {
  readonly file: string
  readonly dryRun: boolean
  readonly replace: boolean
}

/**
 * Reads what `institutions` was asked for, and does it.
 *
 * @returns exit status: 1 when the file was refused
 * @throws ConfigError, AppError `database_unavailable`, refusals and what the database throws
 */
export async function runInstitutions(parameters: string[], shell: Shell): Promise<number> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, replace: { type: 'boolean' } },
  })
  const [command, file, ...more] = positionals
  if (command !== 'import') throw usageError('institutions has one command: import.')
  if (file === undefined || more.length > 0) {
    throw usageError('institutions import needs one file.')
  }
  const { replace = false, 'dry-run': dryRun = false } = values
  return importFile({ file, dryRun, replace }, shell)
}

async function importFile(request: ImportRequest, shell: Shell): Promise<number> {
  const checked = checkRows(readRows(request.file))
  const { content, problems } = checked
  if (problems.length > 0) return refuse(problems, shell)
  const rows = (content.institutions?.length ?? 0) + (content.entitlements?.length ?? 0)
  if (rows === 0) return refuse([{ line: 1, message: 'there is nothing to import' }], shell)

  const database = await open()
  const bar = createProgressBar(rows, shell)
  try {
    const { dryRun, replace } = request
    const onProgress = bar.advance
    const outcome = await importEntitlements(database, content, { dryRun, replace, onProgress })
    bar.end()
    if ('unknownIds' in outcome) return refuse(findUnknown(outcome.unknownIds, checked), shell)
    shell.print(describe('Institutions', outcome.institutions))
    shell.print(describe('Entitlements', outcome.entitlements))
    if (dryRun) shell.print('Dry run: nothing was imported.\n')
    return 0
  } finally {
    await database.close()
  }
}

async function open(): Promise<ClosableDatabase> {
  const { databaseUrl } = getConfig()
  try {
    return await openDatabase(databaseAddress(databaseUrl), { patient: true })
  } catch (error) {
    if (isAppError(error)) throw error
    // A statement that failed quotes itself, and has the reason as its cause. Of a name with several
    // addresses the error has no message, only a code.
    const { message, code } = ((error as Error).cause ?? error) as Error & { code?: string }
    const name =
      databaseAddress(databaseUrl).kind === 'embedded' ? 'The embedded database' : 'DATABASE_URL'
    throw refusal(`${name} cannot be used: ${message || code}`)
  }
}

function readRows(file: string): ImportRows {
  const status = statSync(file)
  // A pipe may never end.
  if (!status.isFile()) return noRows({ line: 1, message: 'this is no regular file' })
  if (status.size > mostBytes) {
    return noRows({ line: 1, message: 'the file is larger than 256 MB' })
  }
  // Some editors begin a file with a byte order mark.
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  const isJson = extname(file).toLowerCase() === '.json'
  return isJson ? readJson(text) : readCsv(text)
}

function refuse(problems: readonly LineProblem[], { note }: Shell): number {
  for (const { line, message } of problems) note(`line ${line}: ${message}\n`)
  const lines = new Set(problems.map(({ line }) => line)).size
  note(`${lines} ${lines === 1 ? 'line is' : 'lines are'} wrong. Nothing was imported.\n`)
  return 1
}

function findUnknown(ids: ReadonlySet<string>, { linesOfId }: CheckedFile): LineProblem[] {
  const message = 'there is no institution with this id, neither in the file nor in the database'
  return [...ids]
    .flatMap((id) => (linesOfId.get(id) ?? []).map((line) => ({ line, message })))
    .sort((a, b) => a.line - b.line)
}

function describe(kind: string, counts: ImportCounts | null): string {
  if (counts === null) return ''
  const parts = (['added', 'changed', 'unchanged', 'removed'] as const).map(
    (what) => `${counts[what].toLocaleString('en-US')} ${what}`,
  )
  return `${kind}: ${parts.join(', ')}.\n`
}
