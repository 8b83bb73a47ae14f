import { Check, Column, Entity, Exclusion, Index, PrimaryColumn, Unique } from 'typeorm'

/** What the audit trail was at a moment: digests of a batch of events, chained to the seal before. Append-only by trigger. */
@Entity('audit_seals')
@Check('audit_seals_sequence_positive', 'sequence > 0')
@Check('audit_seals_event_ids_bounded', 'not (isempty(event_ids) or lower_inf(event_ids) or upper_inf(event_ids))')
@Check('audit_seals_event_count_positive', 'event_count > 0')
@Check('audit_seals_events_sha256_form', `events_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('audit_seals_hash_form', `hash ~ '^[0-9a-f]{64}$'`)
@Check('audit_seals_one_hash_an_event', 'octet_length(event_hashes) = 32 * event_count')
@Unique('audit_seals_previous_hash_unique', ['previousHash'])
@Exclusion('audit_seals_no_overlap', 'using gist (event_ids with &&)')
@Index('audit_seals_highest', { synchronize: false })
export class AuditSeal {
  /** 1, 2, 3 …, without gaps. */
  @PrimaryColumn('bigint')
  sequence!: number

  /** By the database's clock. */
  @Column('timestamp with time zone', { name: 'sealed_at' })
  sealedAt!: Date

  /** Which events: late ones can have lower ids than those of earlier seals, and burnt ids are in no seal. */
  @Column('int8multirange', { name: 'event_ids' })
  eventIds!: string

  @Column('integer', { name: 'event_count' })
  eventCount!: number

  /** SHA-256 of each event, in the order of the ids: tells which one was changed. */
  @Column('bytea', { name: 'event_hashes' })
  eventHashes!: Buffer

  @Column('text', { name: 'events_sha256' })
  eventsSha256!: string

  @Column('text', { name: 'previous_hash' })
  previousHash!: string

  @Column('text')
  hash!: string
}
