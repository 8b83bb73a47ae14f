import type { Actor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { accessValues } from '../organizations/organization.access.js'
import type { BulkErrorCode, BulkKind, BulkResultFormat, BulkState } from './bulk.words.js'
import type { BulkOperation } from './bulk-operation.entity.js'

/** An operation as callers see it. */
export interface BulkOperationRow extends Omit<BulkOperation, 'requestId' | 'sessionId' | 'failures' | 'touchedAt'> {
  /** Name of the vendor or the person, as it is now. */
  createdBy: string | null
  fileName: string
  /** Null until the operation has ended, and once the result is deleted; as the other two. */
  resultBytes: number | null
  resultSha256: string | null
  resultExpiresAt: Date | null
}

const ROW = `b.id, b.mode, b.organization_id as "organizationId", b.kind, b.result_format as "resultFormat", b.state,
    b.actor_kind as "actorKind", b.actor_id as "actorId", b.api_key_id as "apiKeyId", b.upload_id as "uploadId",
    b.file_sha256 as "fileSha256", b.rows_total as "rowsTotal", b.rows_processed as "rowsProcessed",
    b.row_counts as "rowCounts", b.result_file_id as "resultFileId", b.result_chunks as "resultChunks",
    b.error_code as "errorCode", b.error_message as "errorMessage", b.created_at as "createdAt",
    b.started_at as "startedAt", b.ended_at as "endedAt", b.expires_at as "expiresAt",
    coalesce(v.name, p.full_name) as "createdBy", u.file_name as "fileName",
    f.bytes as "resultBytes", f.sha256 as "resultSha256",
    case when f.completed_at is not null then f.expires_at end as "resultExpiresAt"
  from bulk_operations b
  join uploads u on u.id = b.upload_id
  left join stored_files f on f.id = b.result_file_id
  left join vendors v on b.actor_kind = 'VENDOR' and v.id = b.actor_id
  left join users p on b.actor_kind = 'USER' and p.id = b.actor_id`

/** A vendor sees what it started; the organization's people see all that was started for it. */
const OWN = (kind: string, id: string) => `(${kind} <> 'VENDOR' or b.actor_kind = 'VENDOR' and b.actor_id = ${id})`

const VISIBLE = readStatement<BulkOperationRow & { scopes: string[] }>(
  'bulk_operation_visible',
  `select a.scopes, ${ROW}
     join organizations o on o.id = b.organization_id and o.mode = $3
     join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
    where b.id = $4 and ${OWN('$1', '$2')}`,
)

const PAGE = readStatement<BulkOperationRow>(
  'bulk_operations_page',
  `select ${ROW} where b.organization_id = $1 and b.id < $2 and ${OWN('$3', '$4')} order by b.id desc limit $5`,
)

const OF_FILE = readStatement<BulkOperationRow>(
  'bulk_operation_of_file',
  `select ${ROW}
    where b.organization_id = $1 and b.file_sha256 = $2 and b.kind = $3 and b.result_format = $4
      and b.state in ('CREATED', 'RUNNING', 'COMPLETED') and b.expires_at > $5 and ${OWN('$6', '$7')}
    order by b.id desc limit 1`,
)

const OF_UPLOAD = readStatement<BulkOperationRow>(
  'bulk_operation_of_upload',
  `select ${ROW} where b.upload_id = $1 and b.kind = $2 and b.result_format = $3`,
)

const INSERT = writeStatement(
  'bulk_operation_insert',
  `insert into bulk_operations (id, mode, organization_id, kind, result_format, state, actor_kind, actor_id, api_key_id,
     session_id, request_id, upload_id, file_sha256, created_at, touched_at, expires_at)
   values ($1, $2, $3, $4, $5, 'CREATED', $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)`,
)

const COUNT_UNENDED = readStatement<{ count: number }>(
  'bulk_operations_count_unended',
  `select count(*)::int as count from bulk_operations
    where organization_id = $1 and state in ('CREATED', 'RUNNING', 'CANCELLING')`,
)

/** Orders operations of an organization that begin or are started at once, up to the end of the transaction. */
const LOCK_ORGANIZATION = writeStatement(
  'bulk_organization_lock',
  `select pg_advisory_xact_lock(hashtextextended('bulk_operations ' || $1, 0))`,
)

/** The operation, if the actor may see it, with what it may do there; else null. */
export async function visibleOperation(
  reader: Reader,
  actor: Actor,
  id: string,
): Promise<(BulkOperationRow & { scopes: string[] }) | null> {
  const [operation] = await reader.rows(VISIBLE, [...accessValues(actor), id])
  return operation ?? null
}

/** Up to `limit` operations of the organization that the actor may see, the newest first, before the id. */
export async function operationPage(
  reader: Reader,
  actor: Actor,
  organizationId: string,
  beforeId: string,
  limit: number,
): Promise<BulkOperationRow[]> {
  return await reader.rows(PAGE, [organizationId, beforeId, actor.kind, actor.id, limit])
}

/** What makes two operations the same. */
export interface BulkWish {
  organizationId: string
  kind: BulkKind
  resultFormat: BulkResultFormat
}

/** The newest operation that did, or does, the same with the same file, and whose result is kept; or null. */
export async function operationOfFile(
  reader: Reader,
  actor: Actor,
  { organizationId, kind, resultFormat }: BulkWish,
  fileSha256: string,
  now: Date,
): Promise<BulkOperationRow | null> {
  const values = [organizationId, fileSha256, kind, resultFormat, now, actor.kind, actor.id]
  const [operation] = await reader.rows(OF_FILE, values)
  return operation ?? null
}

/** The operation that did the same with this very upload; or null. */
export async function operationOfUpload(
  reader: Reader,
  { kind, resultFormat }: BulkWish,
  uploadId: string,
): Promise<BulkOperationRow | null> {
  const [operation] = await reader.rows(OF_UPLOAD, [uploadId, kind, resultFormat])
  return operation ?? null
}

/** Writes a new operation down. */
export async function insertOperation(
  tx: Transaction,
  operation: Pick<
    BulkOperation,
    | 'id'
    | 'mode'
    | 'organizationId'
    | 'kind'
    | 'resultFormat'
    | 'actorKind'
    | 'actorId'
    | 'apiKeyId'
    | 'sessionId'
    | 'requestId'
    | 'uploadId'
    | 'fileSha256'
    | 'createdAt'
    | 'expiresAt'
  >,
): Promise<void> {
  await tx.write(INSERT, [
    operation.id,
    operation.mode,
    operation.organizationId,
    operation.kind,
    operation.resultFormat,
    operation.actorKind,
    operation.actorId,
    operation.apiKeyId,
    operation.sessionId,
    operation.requestId,
    operation.uploadId,
    operation.fileSha256,
    operation.createdAt,
    operation.expiresAt,
  ])
}

/** How many operations of the organization have not ended; exact under `lockBulkOf`. */
export async function countUnended(reader: Reader, organizationId: string): Promise<number> {
  const [row] = await reader.rows(COUNT_UNENDED, [organizationId])
  return row?.count ?? 0
}

/** Lets one at a time decide what runs for the organization. */
export async function lockBulkOf(tx: Transaction, organizationId: string): Promise<void> {
  await tx.write(LOCK_ORGANIZATION, [organizationId])
}

/** Whether nothing more will become of an operation in that state. */
export function hasEnded(state: BulkState): boolean {
  return state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED'
}

/** How an operation ends. */
export type BulkEnd = { state: 'COMPLETED' | 'CANCELLED' } | { state: 'FAILED'; code: BulkErrorCode; message: string }
