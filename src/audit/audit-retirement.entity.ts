import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** Events that were dropped for their age, months at a time. Append-only by trigger; kept for ever. */
@Entity('audit_retirements')
@Check('audit_retirements_some', 'event_count > 0')
@Check('audit_retirements_past', 'before < retired_at')
export class AuditRetirement {
  @PrimaryColumn('timestamp with time zone', { name: 'retired_at' })
  retiredAt!: Date

  /** All that had occurred before then. */
  @Column('timestamp with time zone')
  before!: Date

  @Column('bigint', { name: 'event_count' })
  eventCount!: number

  /** Of these and of all that were dropped before. */
  @Column('int8multirange', { name: 'event_ids' })
  eventIds!: string
}
