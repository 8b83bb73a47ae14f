import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { StoredFile } from '../files/stored-file.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { Upload } from '../uploads/upload.entity.js'
import type { BulkErrorCode, BulkKind, BulkResultFormat, BulkState } from './bulk.words.js'

/** One bulk operation, with how far it has come: whichever worker takes it goes on from there. */
@Entity('bulk_operations')
@Index('bulk_operations_of_organization', ['organizationId', 'id'])
@Index('bulk_operations_of_file', ['organizationId', 'fileSha256'])
@Index('bulk_operations_unended', ['touchedAt'], { where: `state in ('CREATED', 'RUNNING', 'CANCELLING')` })
@Unique('bulk_operations_upload_unique', ['uploadId', 'kind'])
@Unique('bulk_operations_result_file_unique', ['resultFileId'])
@Check('bulk_operations_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('bulk_operations_kind_form', `kind ~ '^[A-Z][A-Z_]*$'`)
@Check('bulk_operations_result_format_known', `result_format in ('JSON_LINES', 'CSV')`)
@Check(
  'bulk_operations_state_known',
  `state in ('CREATED', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED')`,
)
@Check('bulk_operations_actor_kind_known', `actor_kind in ('VENDOR', 'USER')`)
@Check(
  'bulk_operations_credential_whole',
  `(actor_kind = 'VENDOR') = (api_key_id is not null) and (actor_kind = 'USER') = (session_id is not null)`,
)
@Check('bulk_operations_file_sha256_form', `file_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('bulk_operations_rows_sane', 'rows_processed between 0 and coalesce(rows_total, 0)')
@Check('bulk_operations_ended_whole', `(state in ('COMPLETED', 'CANCELLED', 'FAILED')) = (ended_at is not null)`)
@Check('bulk_operations_completed_whole', `state <> 'COMPLETED' or rows_processed = rows_total`)
@Check(
  'bulk_operations_failed_says_why',
  `(state = 'FAILED') = (error_code is not null) and (error_code is null) = (error_message is null)`,
)
export class BulkOperation {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  @ForeignKey(() => Organization, { name: 'bulk_operations_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  kind!: BulkKind

  @Column('text', { name: 'result_format' })
  resultFormat!: BulkResultFormat

  @Column('text')
  state!: BulkState

  /** Who started it, by which key or in which session and with which request: what it does is done in that name. */
  @Column('text', { name: 'actor_kind' })
  actorKind!: 'VENDOR' | 'USER'

  @Column('text', { name: 'actor_id' })
  actorId!: string

  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null

  @Column('text', { name: 'request_id' })
  requestId!: string

  @ForeignKey(() => Upload, { name: 'bulk_operations_upload_fk' })
  @Column('text', { name: 'upload_id' })
  uploadId!: string

  /** Of the uploaded file, which is gone when the operation has ended; in lower-case hex. */
  @Column('text', { name: 'file_sha256' })
  fileSha256!: string

  /** Null until the file was read once. */
  @Column('integer', { name: 'rows_total', nullable: true })
  rowsTotal!: number | null

  @Column('integer', { name: 'rows_processed', default: 0 })
  rowsProcessed!: number

  /** By what became of them; they add up to `rowsProcessed`. */
  @Column('jsonb', { name: 'row_counts', default: {} })
  rowCounts!: Record<string, number>

  @ForeignKey(() => StoredFile, { name: 'bulk_operations_result_file_fk', onDelete: 'SET NULL' })
  @Column('text', { name: 'result_file_id', nullable: true })
  resultFileId!: string | null

  /** How many pieces of the result are written. */
  @Column('integer', { name: 'result_chunks', default: 0 })
  resultChunks!: number

  /** Runs that failed since something was done last. */
  @Column('integer', { default: 0 })
  failures!: number

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: BulkErrorCode | null

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'started_at', nullable: true })
  startedAt!: Date | null

  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  /** When something was done last: who finds it long ago goes on with it. */
  @Column('timestamp with time zone', { name: 'touched_at' })
  touchedAt!: Date

  /** When its result is deleted, and the same file is none that was there. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
