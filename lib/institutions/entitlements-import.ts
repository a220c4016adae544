import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statements } from '@/lib/database/database'
import { selectRows } from '@/lib/database/select-rows'
import { prepareDirectory } from './directory-tables'
import {
  directoryVersion,
  entitlements,
  entitlementsToAll,
  institutions,
} from './entitlements-schema'
import type { Institution } from './institution'
import { everything } from './institutions-file'
import { toSearchable } from './searchable'

/** Who may open which institution; both may be `*`. */
export interface ImportedEntitlement {
  readonly userName: string
  readonly institutionId: string
  /** Null leaves those that are there. */
  readonly roles: readonly string[] | null
}

/** What is to be in the database. Null: this kind is not touched. */
export interface ImportedContent {
  readonly institutions: readonly Institution[] | null
  readonly entitlements: readonly ImportedEntitlement[] | null
}

/** How many rows an import made, changed, found as they should be, and removed. */
export interface ImportCounts {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
}

/** What came of an import; `unknownIds` are entitled to and no institutions: nothing was done. */
export type ImportOutcome =
  | { readonly institutions: ImportCounts | null; readonly entitlements: ImportCounts | null }
  | { readonly unknownIds: ReadonlySet<string> }

/** How an import is done. */
export interface ImportOptions {
  /** Removes what the content does not name, of the kinds that it has. */
  readonly replace?: boolean
  /** Does everything and takes it back. */
  readonly dryRun?: boolean
  onProgress?(rows: number): void
}

type Transaction = Pick<Statements, 'execute'>

const rowsAtOnce = 1_000

/** Puts content into the database: all of it, or nothing. */
export async function importEntitlements(
  database: Database,
  content: ImportedContent,
  { replace = false, dryRun = false, onProgress = () => {} }: ImportOptions = {},
): Promise<ImportOutcome> {
  await prepareDirectory(database)
  const { db } = database
  let outcome: ImportOutcome | undefined
  const takenBack = Symbol('taken back')
  try {
    await db.transaction(async (transaction) => {
      // One import after the other: rows in another order would lock each other out.
      await transaction.execute(sql`select from ${directoryVersion} for update`)
      outcome = await writeContent(transaction, content, { replace, onProgress })
      if (dryRun || 'unknownIds' in outcome) throw takenBack
    })
    // What is fast depends on knowing what is there, and the embedded database does not look itself.
    await db.execute(sql`vacuum analyze ${institutions}, ${entitlements}`)
  } catch (error) {
    if (error !== takenBack) throw error
  }
  if (outcome === undefined) throw new Error('the transaction did not run')
  return outcome
}

async function writeContent(
  transaction: Transaction,
  content: ImportedContent,
  { replace, onProgress }: { replace: boolean; onProgress: (rows: number) => void },
): Promise<ImportOutcome> {
  const rows = content.institutions?.map(toRow) ?? null
  const given = content.entitlements ?? []
  const toAll = given.filter(({ institutionId }) => institutionId === everything)
  const toOne = given.filter(({ institutionId }) => institutionId !== everything)

  const forInstitutions = rows && {
    ...(await write(transaction, rows, upsertInstitutions, onProgress)),
    removed: replace ? await remove(transaction, rows.map(toId), absentInstitutions) : 0,
  }
  const unknownIds = await findUnknownIds(transaction, toOne)
  if (unknownIds.size > 0) return { unknownIds }
  const forEntitlements = content.entitlements && {
    ...addCounts(
      await write(transaction, toOne, upsertEntitlements, onProgress),
      await write(transaction, toAll, upsertEntitlementsToAll, onProgress),
    ),
    removed: replace
      ? (await remove(transaction, toOne, absentEntitlements)) +
        (await remove(transaction, toAll, absentEntitlementsToAll))
      : 0,
  }
  return { institutions: forInstitutions, entitlements: forEntitlements }
}

function toRow(institution: Institution) {
  const { institutionId, name, city = null, state = null, routingNumber = null } = institution
  const searchable = toSearchable(institution)
  return {
    institution_id: institutionId,
    name,
    city,
    state,
    routing_number: routingNumber,
    sort_key: searchable.sortKey,
    search_name: searchable.name,
    search_written_name: searchable.writtenName,
    search_text: searchable.text,
    search_id: searchable.id,
  }
}

/** As much of a row as is needed to know which others are not wanted. */
function toId({ institution_id }: { institution_id: string }) {
  return { institution_id }
}

const institutionColumns = Object.keys(toRow({ institutionId: '', name: '' }))
const columnList = sql.raw(institutionColumns.join(', '))

/** Rows of JSON as rows of a table: one parameter, however many rows there are. */
const institutionRows = (json: string) =>
  sql`jsonb_to_recordset(${json}::jsonb) as given(${sql.raw(
    institutionColumns.map((column) => `${column} text`).join(', '),
  )})`

const entitlementRows = (json: string) =>
  sql`jsonb_to_recordset(${json}::jsonb) as given("userName" text, "institutionId" text, roles text[])`

const upsertInstitutions = (json: string) =>
  sql`insert into ${institutions} (${columnList})
    select ${columnList} from ${institutionRows(json)}
    on conflict (institution_id) do update set ${sql.raw(
      institutionColumns.map((column) => `${column} = excluded.${column}`).join(', '),
    )}
    where (${sql.raw(institutionColumns.map((column) => `institutions.${column}`).join(', '))})
      is distinct from (${sql.raw(institutionColumns.map((column) => `excluded.${column}`).join(', '))})
    returning xmax = 0 as added`

const upsertEntitlements = (json: string) =>
  sql`insert into ${entitlements} as kept (user_name, institution_no, roles)
    select "userName", no, coalesce(given.roles, old.roles, '{}')
      from ${entitlementRows(json)} join ${institutions} on institution_id = "institutionId"
      left join ${entitlements} as old on old.user_name = "userName" and old.institution_no = no
    on conflict (user_name, institution_no) do update set roles = excluded.roles
    where kept.roles is distinct from excluded.roles
    returning xmax = 0 as added`

const upsertEntitlementsToAll = (json: string) =>
  sql`insert into ${entitlementsToAll} as kept (user_name, roles)
    select "userName", coalesce(given.roles, old.roles, '{}') from ${entitlementRows(json)}
      left join ${entitlementsToAll} as old on old.user_name = "userName"
    on conflict (user_name) do update set roles = excluded.roles
    where kept.roles is distinct from excluded.roles
    returning xmax = 0 as added`

const absentInstitutions = (json: string) =>
  sql`delete from ${institutions} where institution_id not in
    (select institution_id from ${institutionRows(json)})`

const absentEntitlements = (json: string) =>
  sql`delete from ${entitlements} where (user_name, institution_no) not in
    (select "userName", no from ${entitlementRows(json)}
      join ${institutions} on institution_id = "institutionId")`

const absentEntitlementsToAll = (json: string) =>
  sql`delete from ${entitlementsToAll} where user_name not in
    (select "userName" from ${entitlementRows(json)})`

async function write(
  transaction: Transaction,
  rows: readonly object[],
  statement: (json: string) => SQL,
  onProgress: (rows: number) => void,
): Promise<Omit<ImportCounts, 'removed'>> {
  let counts = { added: 0, changed: 0, unchanged: 0 }
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const batch = rows.slice(start, start + rowsAtOnce)
    const touched = await selectRows<{ added: boolean }>(
      transaction,
      statement(JSON.stringify(batch)),
    )
    const added = touched.filter((row) => row.added).length
    const changed = touched.length - added
    counts = addCounts(counts, { added, changed, unchanged: batch.length - touched.length })
    onProgress(batch.length)
  }
  return counts
}

function addCounts<Counts extends Omit<ImportCounts, 'removed'>>(a: Counts, b: Counts) {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
  }
}

async function remove(
  transaction: Transaction,
  rows: readonly object[],
  statement: (json: string) => SQL,
): Promise<number> {
  const [answer] = await selectRows<{ removed: number }>(
    transaction,
    sql`with removed as (${statement(JSON.stringify(rows))} returning 1)
      select count(*)::int as removed from removed`,
  )
  return answer?.removed ?? 0
}

async function findUnknownIds(
  transaction: Transaction,
  rows: readonly ImportedEntitlement[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map(({ institutionId }) => institutionId))]
  const unknown = await selectRows<{ id: string }>(
    transaction,
    sql`select id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as given(id)
      where id not in (select institution_id from ${institutions})`,
  )
  return new Set(unknown.map(({ id }) => id))
}
