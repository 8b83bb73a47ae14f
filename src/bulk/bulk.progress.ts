import type { Actor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import type { BulkTask } from './bulk.handler.js'
import type { BulkEnd } from './bulk.queries.js'
import { BULK_SCOPES } from './bulk.words.js'
import type { BulkOperation } from './bulk-operation.entity.js'

/** An operation as a worker sees it, locked. */
export interface BulkWork extends BulkOperation {
  /** Of whoever started it. */
  actorName: string
  /** The uploaded file; null when it is gone. */
  sourceFileId: string | null
  sourceContentType: string
}

const LOCKED = writeStatement<BulkWork>(
  'bulk_operation_locked',
  `select b.id, b.mode, b.organization_id as "organizationId", b.kind, b.result_format as "resultFormat", b.state,
          b.actor_kind as "actorKind", b.actor_id as "actorId", b.api_key_id as "apiKeyId", b.session_id as "sessionId",
          b.request_id as "requestId", b.upload_id as "uploadId", b.file_sha256 as "fileSha256",
          b.rows_total as "rowsTotal", b.rows_processed as "rowsProcessed", b.row_counts as "rowCounts",
          b.result_file_id as "resultFileId", b.result_chunks as "resultChunks", b.failures,
          b.error_code as "errorCode", b.error_message as "errorMessage", b.created_at as "createdAt",
          b.started_at as "startedAt", b.ended_at as "endedAt", b.touched_at as "touchedAt", b.expires_at as "expiresAt",
          coalesce(v.name, p.full_name, '') as "actorName", u.file_id as "sourceFileId",
          u.content_type as "sourceContentType"
     from bulk_operations b
     join uploads u on u.id = b.upload_id
     left join vendors v on b.actor_kind = 'VENDOR' and v.id = b.actor_id
     left join users p on b.actor_kind = 'USER' and p.id = b.actor_id
    where b.id = $1
      for update of b`,
)

const COUNT_RUNNING = readStatement<{ count: number }>(
  'bulk_operations_count_running',
  `select count(*)::int as count from bulk_operations
    where organization_id = $1 and state in ('RUNNING', 'CANCELLING')`,
)

const BEGIN = writeStatement(
  'bulk_operation_begin',
  `update bulk_operations set state = 'RUNNING', started_at = $2, touched_at = $2 where id = $1`,
)

const COUNTED = writeStatement(
  'bulk_operation_counted',
  'update bulk_operations set rows_total = $2, result_file_id = $3, touched_at = $4 where id = $1',
)

const ADVANCE = writeStatement(
  'bulk_operation_advance',
  `update bulk_operations
      set rows_processed = $2, row_counts = $3, result_chunks = result_chunks + 1, failures = 0, touched_at = $4
    where id = $1`,
)

const CANCEL = writeStatement('bulk_operation_cancel', `update bulk_operations set state = 'CANCELLING' where id = $1`)

const END = writeStatement(
  'bulk_operation_end',
  `update bulk_operations
      set state = $2, error_code = $3, error_message = $4, ended_at = $5, touched_at = $5, expires_at = $6
    where id = $1`,
)

const FAILED_AGAIN = writeStatement<{ failures: number }>(
  'bulk_operation_failed_again',
  'update bulk_operations set failures = failures + 1 where id = $1 and ended_at is null returning failures',
)

const NEXT_WAITING = readStatement<{ id: string }>(
  'bulk_operation_next_waiting',
  `select id from bulk_operations where organization_id = $1 and state = 'CREATED' order by id limit 1`,
)

const LEFT_ALONE = writeStatement<{ id: string }>(
  'bulk_operations_left_alone',
  `update bulk_operations set touched_at = $1
    where id in (select id from bulk_operations
                  where state in ('CREATED', 'RUNNING', 'CANCELLING') and touched_at < $2
                  order by touched_at limit $3 for update skip locked)
   returning id`,
)

/** The operation, locked until the end of the transaction; null for one that there is not. */
export async function lockOperation(tx: Transaction, id: string): Promise<BulkWork | null> {
  const [operation] = await tx.write(LOCKED, [id])
  return operation ?? null
}

/** How many operations of the organization are in the works; exact under `lockBulkOf`. */
export async function countRunning(reader: Reader, organizationId: string): Promise<number> {
  const [row] = await reader.rows(COUNT_RUNNING, [organizationId])
  return row?.count ?? 0
}

/** From CREATED to RUNNING. */
export async function beginOperation(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.write(BEGIN, [id, now])
}

/** How many rows the file has, and where the result goes. */
export async function operationCounted(
  tx: Transaction,
  id: string,
  rowsTotal: number,
  resultFileId: string,
  now: Date,
): Promise<void> {
  await tx.write(COUNTED, [id, rowsTotal, resultFileId, now])
}

/** How far it has come now; with the piece of the result that says so. */
export async function advanceOperation(
  tx: Transaction,
  id: string,
  progress: { rowsProcessed: number; rowCounts: Readonly<Record<string, number>> },
  now: Date,
): Promise<void> {
  await tx.write(ADVANCE, [id, progress.rowsProcessed, JSON.stringify(progress.rowCounts), now])
}

/** From RUNNING to CANCELLING: its worker ends it after the slice that it works on. */
export async function cancelRunning(tx: Transaction, id: string): Promise<void> {
  await tx.write(CANCEL, [id])
}

/** Writes down how it ended. */
export async function markEnded(tx: Transaction, id: string, end: BulkEnd, now: Date, expiresAt: Date): Promise<void> {
  const { code = null, message = null } = end.state === 'FAILED' ? end : {}
  await tx.write(END, [id, end.state, code, message, now, expiresAt])
}

/** Counts a run that failed; how many they are since something was done last, 0 for an operation that has ended. */
export async function countFailure(tx: Transaction, id: string): Promise<number> {
  const [row] = await tx.write(FAILED_AGAIN, [id])
  return row?.failures ?? 0
}

/** The oldest operation of the organization that waits to begin, or null. */
export async function nextWaiting(reader: Reader, organizationId: string): Promise<string | null> {
  const [next] = await reader.rows(NEXT_WAITING, [organizationId])
  return next?.id ?? null
}

/** Up to `limit` operations that have not ended and with which nothing was done since `since`; touched now. */
export async function takeLeftAlone(tx: Transaction, now: Date, since: Date, limit: number): Promise<string[]> {
  return (await tx.write(LEFT_ALONE, [now, since, limit])).map((row) => row.id)
}

/** Whoever started the operation, with the scopes that its kind takes. */
function actorOf({ kind, actorKind, actorId: id, actorName: name, mode, ...by }: BulkWork): Actor {
  const scopes = new Set(BULK_SCOPES[kind])
  if (actorKind === 'VENDOR') {
    invariant(by.apiKeyId !== null, `operation ${by.id} of a vendor has its key`)
    return { kind: 'VENDOR', id, name, mode, scopes, apiKeyId: by.apiKeyId }
  }
  invariant(by.sessionId !== null, `operation ${by.id} of a person has its session`)
  return { kind: 'USER', id, name, mode, scopes, sessionId: by.sessionId }
}

/** For whom the rows of the operation are processed; the address of the request is not that of who works. */
export function taskOf(operation: BulkWork): BulkTask {
  const { id: operationId, organizationId, requestId } = operation
  const request = { requestId, address: null, userAgent: null, reason: null }
  return { operationId, organizationId, firstRow: operation.rowsProcessed + 1, actor: actorOf(operation), request }
}
