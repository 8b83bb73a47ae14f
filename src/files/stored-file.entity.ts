import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A file that the gateway keeps for a while: an upload, or the result of a bulk operation. Its bytes are in its chunks. */
@Entity('stored_files')
@Index('stored_files_expiry', ['expiresAt'])
@Check('stored_files_content_type_length', 'length(content_type) between 1 and 200')
@Check('stored_files_bytes_sane', 'bytes >= 0')
@Check('stored_files_sha256_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('stored_files_complete_whole', 'num_nonnulls(bytes, sha256, completed_at) in (0, 3)')
@Check('stored_files_expire_later', 'expires_at > created_at')
export class StoredFile {
  @PrimaryColumn('text')
  id!: string

  @Column('text', { name: 'content_type' })
  contentType!: string

  /** Size; null until all of it is there, as the hash. */
  @Column('bigint', { nullable: true })
  bytes!: number | null

  /** In lower-case hex. */
  @Column('text', { nullable: true })
  sha256!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'completed_at', nullable: true })
  completedAt!: Date | null

  /** From then on nobody gets it, and the next sweep deletes it. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
