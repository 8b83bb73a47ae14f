import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { Organization } from '../organizations/organization.entity.js'
import { Vendor } from '../vendors/vendor.entity.js'
import type { WebhookEventType } from './webhook.words.js'

/**
 * What happened, once for each feed that has it; written in the transaction of what it tells. In parts by month, as its
 * id says; places are unique in each part, and over all by `place_events`, which gives them out one caller at a time.
 */
@Entity('webhook_events')
@Index('webhook_events_vendor', ['vendorId', 'mode', 'occurredAt'])
@Index('webhook_events_time', ['occurredAt'])
@Index('webhook_events_unplaced', ['id'], { where: 'position is null' })
@Index('webhook_events_feed', ['vendorId', 'mode', 'position'])
@Index('webhook_events_organization_feed', ['organizationId', 'vendorId', 'position'])
@Check('webhook_events_somebodys', 'num_nonnulls(vendor_id, organization_id) >= 1')
@Check('webhook_events_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('webhook_events_data_is_object', `jsonb_typeof(data) = 'object'`)
export class WebhookEvent {
  /** The `webhook-id` of every request that tells of it. */
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'webhook_events_vendor_fk' })
  /** Null in the organization's own feed. */
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId!: string | null

  @ForeignKey(() => Organization, { name: 'webhook_events_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Column('text')
  mode!: Mode

  @Column('text')
  type!: WebhookEventType

  /** Ids and codes: no personal data, no links. */
  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>

  @Column('timestamp with time zone', { name: 'occurred_at' })
  occurredAt!: Date

  /** Its place among all events of all feeds; null until it was placed, a moment after it was committed. */
  @Column('bigint', { nullable: true })
  position!: number | null
}
