import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A document that a caller has sent once and names by its hash from then on: written by `PersistedQueries` alone. */
@Entity('persisted_queries')
@Check('persisted_queries_sha256', `sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')`)
@Check('persisted_queries_size', 'octet_length(document) <= 20000')
export class PersistedQuery {
  /** Whose it is: nobody else's hash leads to it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'persisted_queries_pkey' })
  owner!: string

  @PrimaryColumn('text', { primaryKeyConstraintName: 'persisted_queries_pkey' })
  sha256!: string

  @Column('text')
  document!: string

  @Index('persisted_queries_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date
}
