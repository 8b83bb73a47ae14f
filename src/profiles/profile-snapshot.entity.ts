import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'

/** What was known of a clinician at a moment: immutable, numbered, and the same row for the same content. */
@Entity('profile_snapshots')
@Unique('profile_snapshots_number_unique', ['number'])
@Unique('profile_snapshots_content_unique', ['clinicianId', 'contentSha256'])
@Check('profile_snapshots_sha256_form', `content_sha256 ~ '^[0-9a-f]{64}$'`)
export class ProfileSnapshot {
  @PrimaryColumn('text')
  id!: string

  @Column('bigint')
  number!: number

  @ForeignKey('clinicians', 'id', { name: 'profile_snapshots_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** Canonical JSON of a `ProfileContent`. */
  @Column('text')
  content!: string

  @Column('text', { name: 'content_sha256' })
  contentSha256!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
