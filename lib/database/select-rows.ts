import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { Statements } from './database'

/** Rows of a statement; both drivers answer with them, in types of their own. */
export async function selectRows<Row>(
  db: Pick<Statements, 'execute'>,
  statement: SQL,
): Promise<Row[]> {
  const answer = (await db.execute(statement)) as unknown as { rows: Row[] }
  return answer.rows
}
