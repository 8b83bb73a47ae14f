import type { Database } from '../db/database.js'
import { type ReadStatement, readStatement, type WriteStatement, writeStatement } from '../db/statement.js'
import type { KeyRing } from '../kernel/key-ring.js'
import { openSecret, resealed } from './sealed-secret.js'

/** How many secrets are looked at at once. */
const BATCH = 200

interface SealedRow {
  id: string
  sealed: string
}

/** A column that holds secrets, each sealed for the id of its row. */
export interface SealedColumn {
  readonly read: ReadStatement<SealedRow>
  readonly write: WriteStatement<{ id: string }>
}

/** What became of the secrets of a column: those of `closed` are opened by none of the keys. */
export interface ResealedCount {
  resealed: number
  closed: number
}

/** Declares it; the names are the source's. */
export function sealedColumn(table: string, column: string): SealedColumn {
  return {
    read: readStatement(
      `sealed_${table}_${column}`,
      `select id, ${column} as sealed from ${table} where id > $1 and ${column} is not null order by id limit $2`,
    ),
    // What was replaced meanwhile is left alone: whoever replaced it had the present key.
    write: writeStatement(
      `reseal_${table}_${column}`,
      `update ${table} set ${column} = $3 where id = $1 and ${column} = $2 returning id`,
    ),
  }
}

/** Seals everything with the present key. Safe to stop, to repeat, and while processes with the same keys are running. */
export async function resealColumn(database: Database, column: SealedColumn, keys: KeyRing): Promise<ResealedCount> {
  const count = { resealed: 0, closed: 0 }
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: SealedRow[] = await database.rows(column.read, [after, BATCH])
    for (const { id, sealed } of rows) {
      const again = await resealed(id, sealed, keys)
      if (again === null) {
        if (!(await isOpen(id, sealed, keys))) count.closed++
        continue
      }
      const written = await database.transaction((tx) => tx.write(column.write, [id, sealed, again]))
      count.resealed += written.length
    }
    after = rows.at(-1)?.id
  }
  return count
}

async function isOpen(id: string, sealed: string, keys: KeyRing): Promise<boolean> {
  return await openSecret(id, sealed, keys).then(
    () => true,
    () => false,
  )
}
