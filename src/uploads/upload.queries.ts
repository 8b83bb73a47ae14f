import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Standing } from '../vendors/standing.access.js'
import type { Upload } from './upload.entity.js'

const COLUMNS = `id, mode, organization_id as "organizationId", purpose, file_name as "fileName",
  content_type as "contentType", bytes, sha256, actor_kind as "actorKind", actor_id as "actorId",
  api_key_id as "apiKeyId", state, file_id as "fileId", created_at as "createdAt", expires_at as "expiresAt"`

const INSERT = writeStatement(
  'upload_insert',
  `insert into uploads (id, mode, organization_id, purpose, file_name, content_type, bytes, sha256, actor_kind, actor_id,
     api_key_id, state, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'PENDING', $12, $13)`,
)

/** Orders uploads of an organization that are announced at once, up to the end of the transaction. */
const LOCK_ORGANIZATION = writeStatement(
  'upload_organization_lock',
  `select pg_advisory_xact_lock(hashtextextended('uploads ' || $1, 0))`,
)

const COUNT_UNUSED = readStatement<{ count: number }>(
  'uploads_count_unused',
  `select count(*)::int as count from uploads where organization_id = $1 and state <> 'USED' and expires_at > $2`,
)

const BY_ID = readStatement<Upload>(
  'upload_by_id',
  `select ${COLUMNS} from uploads where id = $1 and organization_id = $2 and actor_id = $3`,
)

const LOCKED = writeStatement<Upload>(
  'upload_locked',
  `select ${COLUMNS} from uploads
    where id = $1 and organization_id = $2 and actor_kind = $3 and actor_id = $4 and purpose = $5 for update`,
)

const COMPLETE = writeStatement<{ id: string }>(
  'upload_complete',
  `update uploads set state = 'COMPLETED', file_id = $2, sha256 = $3, expires_at = $4
    where id = $1 and state = 'PENDING' returning id`,
)

const USE = writeStatement('upload_use', `update uploads set state = 'USED' where id = $1`)

/** Writes down that a file is going to come. */
export async function insertUpload(tx: Transaction, upload: Upload): Promise<void> {
  await tx.write(INSERT, [
    upload.id,
    upload.mode,
    upload.organizationId,
    upload.purpose,
    upload.fileName,
    upload.contentType,
    upload.bytes,
    upload.sha256,
    upload.actorKind,
    upload.actorId,
    upload.apiKeyId,
    upload.createdAt,
    upload.expiresAt,
  ])
}

/** Lets one at a time announce a file for the organization: what `countUnusedUploads` says holds until it commits. */
export async function lockUploadsOf(tx: Transaction, organizationId: string): Promise<void> {
  await tx.write(LOCK_ORGANIZATION, [organizationId])
}

/** How many uploads the organization has that nothing has used and that may still be. */
export async function countUnusedUploads(reader: Reader, organizationId: string, now: Date): Promise<number> {
  const [row] = await reader.rows(COUNT_UNUSED, [organizationId, now])
  return row?.count ?? 0
}

/** The upload of a link. */
export async function uploadOfLink(
  reader: Reader,
  id: string,
  organizationId: string,
  actorId: string,
): Promise<Upload | null> {
  const [upload] = await reader.rows(BY_ID, [id, organizationId, actorId])
  return upload ?? null
}

/** The upload, locked, if it is the organization's, of this very caller and for the purpose; else null. */
export async function lockUpload(
  tx: Transaction,
  id: string,
  { organizationId, actorKind, actorId }: Standing,
  purpose: Upload['purpose'],
): Promise<Upload | null> {
  const [upload] = await tx.write(LOCKED, [id, organizationId, actorKind, actorId, purpose])
  return upload ?? null
}

/** Gives the upload its file; false when another request was faster. */
export async function completeUpload(
  tx: Transaction,
  upload: { id: string; fileId: string; sha256: string; expiresAt: Date },
): Promise<boolean> {
  return (await tx.write(COMPLETE, [upload.id, upload.fileId, upload.sha256, upload.expiresAt])).length === 1
}

/** Says that something was started with it. */
export async function markUploadUsed(tx: Transaction, id: string): Promise<void> {
  await tx.write(USE, [id])
}
