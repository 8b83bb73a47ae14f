import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { StoredFile } from '../files/stored-file.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import type { UploadPurpose } from './upload.purposes.js'

/** A file that a caller sends, from the moment it was announced. */
@Entity('uploads')
@Index('uploads_of_organization', ['organizationId', 'expiresAt'])
@Unique('uploads_file_unique', ['fileId'])
@Check('uploads_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('uploads_purpose_known', `purpose in ('CLINICIAN_ROSTER', 'ORDER_ROSTER', 'DISCREPANCY_EVIDENCE')`)
@Check('uploads_file_name_length', 'length(file_name) between 1 and 200')
@Check('uploads_content_type_length', 'length(content_type) between 1 and 200')
@Check('uploads_bytes_sane', 'bytes > 0')
@Check('uploads_sha256_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('uploads_actor_kind_known', `actor_kind in ('VENDOR', 'USER')`)
@Check('uploads_state_known', `state in ('PENDING', 'COMPLETED', 'USED')`)
@Check('uploads_key_of_vendor', `(actor_kind = 'VENDOR') = (api_key_id is not null)`)
@Check('uploads_pending_without_file', `state <> 'PENDING' or file_id is null`)
@Check('uploads_complete_with_hash', `state = 'PENDING' or sha256 is not null`)
export class Upload {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  @ForeignKey(() => Organization, { name: 'uploads_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  purpose!: UploadPurpose

  @Column('text', { name: 'file_name' })
  fileName!: string

  @Column('text', { name: 'content_type' })
  contentType!: string

  /** As announced; what comes must have as many. */
  @Column('bigint')
  bytes!: number

  /** In lower-case hex: as announced, if it was, and of what came once it is complete. */
  @Column('text', { nullable: true })
  sha256!: string | null

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'VENDOR' | 'USER'

  @Column('text', { name: 'actor_id' })
  actorId!: string

  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  @Column('text')
  state!: 'PENDING' | 'COMPLETED' | 'USED'

  /** Null until it is complete, and again once the file is gone. */
  @ForeignKey(() => StoredFile, { name: 'uploads_file_fk', onDelete: 'SET NULL' })
  @Column('text', { name: 'file_id', nullable: true })
  fileId!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** PENDING: when its address stops working. COMPLETED: when it is deleted unless something uses it. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
