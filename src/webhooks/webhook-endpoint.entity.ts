import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'
import { Vendor } from '../vendors/vendor.entity.js'
import {
  type WebhookDisabledReason,
  WebhookDisabledReasonEnum,
  type WebhookEndpointState,
  WebhookEndpointStateEnum,
} from './webhook.words.js'

@ObjectType({
  description:
    'Where a vendor is told what happens, by requests of the Standard Webhooks specification. It can be disabled and is never deleted.',
})
@Entity('webhook_endpoints')
@Index('webhook_endpoints_vendor', ['vendorId', 'mode'])
@Check('webhook_endpoints_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('webhook_endpoints_url_is_web', `url ~ '^https?://' and length(url) <= 2000`)
@Check('webhook_endpoints_description_length', 'length(description) between 1 and 200')
@Check('webhook_endpoints_types_present', 'cardinality(types) > 0')
@Check('webhook_endpoints_state_known', `state in ('ACTIVE', 'DISABLED')`)
@Check('webhook_endpoints_disabled_known', `disabled_because in ('ASKED', 'FAILING', 'GONE')`)
@Check(
  'webhook_endpoints_disabled_whole',
  `(state = 'DISABLED') = (disabled_at is not null) and (disabled_at is null) = (disabled_because is null)`,
)
@Check('webhook_endpoints_previous_whole', '(previous_secret_jwe is null) = (previous_secret_until is null)')
export class WebhookEndpoint {
  @Field(() => ID, { description: 'Stable id, `whe_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => ID, { description: 'Id of the vendor whose it is, `vnd_…`.' })
  @ForeignKey(() => Vendor, { name: 'webhook_endpoints_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @Field(() => ModeEnum, { description: 'Events of which world it is told; never changes.' })
  @Column('text')
  mode!: Mode

  @Field(() => String, { description: 'Where the requests go, `https://…`.' })
  @Column('text')
  url!: string

  @Field(() => String, { nullable: true, description: 'What people call it; null if nothing was said.' })
  @Column('text', { nullable: true })
  description!: string | null

  @Field(() => [String], {
    nullable: true,
    description:
      'Of which types of events it is told, for example `order.completed`; null: of all, those to come included.',
  })
  @Column('text', { array: true, nullable: true })
  types!: string[] | null

  @Field(() => WebhookEndpointStateEnum, { description: 'Whether anything is sent to it.' })
  @Column('text')
  state!: WebhookEndpointState

  @Field(() => DateTime, { nullable: true, description: 'Since when it is disabled; null while it is active.' })
  @Column('timestamp with time zone', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null

  @Field(() => WebhookDisabledReasonEnum, {
    nullable: true,
    description: 'Why it is disabled; null while it is active.',
  })
  @Column('text', { name: 'disabled_because', nullable: true })
  disabledBecause!: WebhookDisabledReason | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first failure since the last success; null if the last attempt got through, or none was made.',
  })
  @Column('timestamp with time zone', { name: 'failing_since', nullable: true })
  failingSince!: Date | null

  @Field(() => DateTime, { description: 'When it was set up.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** Encrypted (RFC 7516) with the deployment's key, like the previous one. */
  @Column('text', { name: 'secret_jwe' })
  secretJwe!: string

  @Field(() => DateTime, { description: 'When its secret was made.' })
  @Column('timestamp with time zone', { name: 'secret_made_at' })
  secretMadeAt!: Date

  @Column('text', { name: 'previous_secret_jwe', nullable: true })
  previousSecretJwe!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the secret before it signs too, perhaps already past; null if there was none.',
  })
  @Column('timestamp with time zone', { name: 'previous_secret_until', nullable: true })
  previousSecretUntil!: Date | null
}
