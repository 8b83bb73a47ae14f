import type { Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { beginBatch, type DirectoryBatch } from './directory.batch.js'
import { EMPTY_STAGING, stageSilence } from './directory.copy.js'
import { mergeStaged } from './directory.merge.js'

/** A query of what the source `$1` is known to say in the mode `$2`: `key`, and `digest` in hex. */
export const KNOWN_DIGESTS = `select record_key as key, encode(content_sha256, 'hex') as digest from source_records
    where source = $1 and mode = $2 and no_longer_reported_at is null`

/** A record that a newer file than this one brought, or whose own date is newer, was not there to vanish. */
const MAY_VANISH = `r.mode = $1 and r.source = $2 and r.no_longer_reported_at is null
      and coalesce(greatest(r.as_of, r.reported_on) <= $3::date, true)`

const notIn = (keys: string): string => `not exists (select from ${keys} k where k.key = r.record_key)`

/** Large enough for the keys of a whole file to be compared with those of the directory in memory. */
const ALLOW_WHOLE_COMPARISON = readStatement(
  'directory_allow_whole_comparison',
  `select set_config('enable_seqscan', 'on', true), set_config('work_mem', '64MB', true),
     set_config('jit', 'off', true), set_config('statement_timeout', '0', true)`,
)

const MARK_RECORDS = writeStatement(
  'directory_mark_records',
  `update source_records r
      set no_longer_reported_at = $1, no_longer_reported_on = $2
     from staged_records s
    where (r.mode, r.source, r.record_key) = (s.mode, s.source, s.record_key)`,
)

/**
 * How many records of the source a whole file of these keys would mark as no longer reported, and how many there are.
 * `stagedKeys` is the name of a table with the column `key`.
 */
export async function countVanishing(
  tx: Transaction,
  { mode, source, asOf }: Pick<DirectoryBatch, 'mode' | 'source' | 'asOf'>,
  stagedKeys: string,
): Promise<{ vanishing: number; known: number }> {
  await tx.rows(ALLOW_WHOLE_COMPARISON, [])
  const statement = readStatement<{ vanishing: number; known: number }>(
    'directory_count_vanishing',
    `select count(*) filter (where ${MAY_VANISH} and ${notIn(stagedKeys)})::int as vanishing, count(*)::int as known
       from source_records r where r.mode = $1 and r.source = $2 and r.no_longer_reported_at is null`,
  )
  const [counts] = await tx.rows(statement, [mode, source, asOf])
  return counts ?? { vanishing: 0, known: 0 }
}

/**
 * Marks up to `limit` records of the source whose keys are not in the table `stagedKeys` as no longer reported: their
 * facts are closed, their names no longer find the clinician, who stays. Gives how many it marked.
 */
export async function vanishRecords(
  tx: Transaction,
  batch: DirectoryBatch,
  stagedKeys: string,
  limit: number,
): Promise<number> {
  await beginBatch(tx)
  await tx.rows(ALLOW_WHOLE_COMPARISON, [])
  const statement = readStatement<{ recordKey: string }>(
    'directory_vanishing',
    `select r.record_key as "recordKey" from source_records r where ${MAY_VANISH} and ${notIn(stagedKeys)}
      order by r.record_key limit $4`,
  )
  const vanishing = await tx.rows(statement, [batch.mode, batch.source, batch.asOf, limit])
  if (vanishing.length === 0) return 0
  await silenceRecords(
    tx,
    batch,
    vanishing.map(({ recordKey }) => recordKey),
  )
  return vanishing.length
}

/** Marks records of these keys as no longer reported: nothing of what they said stands any more. */
export async function silenceRecords(tx: Transaction, batch: DirectoryBatch, keys: readonly string[]): Promise<void> {
  await stageSilence(tx, batch, keys)
  await mergeStaged(tx, batch)
  await tx.write(MARK_RECORDS, [batch.now, batch.asOf])
  await tx.client.query(EMPTY_STAGING)
}

const FORGET_RECORDS = writeStatement(
  'directory_forget_records',
  'delete from source_records where mode = $1 and source = $2 and record_key = any ($3)',
)

/** Closes what records of the source say of a clinician of whom they speak no longer, and forgets that they did. */
export async function retireRecords(tx: Transaction, batch: DirectoryBatch, keys: readonly string[]): Promise<void> {
  await stageSilence(tx, batch, keys)
  await mergeStaged(tx, batch)
  await tx.write(FORGET_RECORDS, [batch.mode, batch.source, keys])
  await tx.client.query(EMPTY_STAGING)
}
