import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'

@ObjectType({ description: 'A health care organization that buys profiles.' })
@Entity('organizations')
@Check('organizations_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('organizations_name_length', 'length(name) between 1 and 200')
@Check('organizations_phone_length', 'length(phone) between 1 and 40')
@Check('organizations_address_lines_count', 'cardinality(address_lines) between 1 and 3')
@Check(
  'organizations_address_whole',
  'num_nonnulls(address_lines, address_city, address_state, address_postal_code) in (0, 4)',
)
@Check('organizations_clock_ahead_not_negative', 'clock_ahead_ms >= 0')
@Check('organizations_clock_of_sandboxes_only', `mode = 'TEST' or clock_ahead_ms = 0`)
@Index('organizations_name_prefix', { synchronize: false })
export class Organization {
  @Field(() => ID, { description: 'Stable id, `org_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => ModeEnum, { description: 'Whether this is a sandbox organization or a real one; never changes.' })
  @Column('text')
  mode!: Mode

  @Field(() => String, { description: 'Name as printed on orders and receipts.' })
  @Column('text')
  name!: string

  @Field(() => String, {
    description: 'IANA name of its time zone, for example `America/Chicago`: its days begin and end there.',
  })
  @Column('text', { name: 'time_zone' })
  timeZone!: string

  @Field(() => DateTime, { description: 'When it was set up.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Field(() => String, { nullable: true, description: 'Its telephone number; null while nobody gave one.' })
  @Column('text', { nullable: true })
  phone!: string | null

  @Column('text', { name: 'address_lines', array: true, nullable: true })
  addressLines!: string[] | null

  @Column('text', { name: 'address_city', nullable: true })
  addressCity!: string | null

  @Column('text', { name: 'address_state', nullable: true })
  addressState!: string | null

  @Column('text', { name: 'address_postal_code', nullable: true })
  addressPostalCode!: string | null

  /** By how much its test clock is ahead of the gateway's; 0 for every live one. */
  @Column('bigint', { name: 'clock_ahead_ms', default: 0 })
  clockAheadMs!: number

  /** Goes up with every administrator that leaves, so that two at once cannot both be the last (by trigger). */
  @Column('integer', { name: 'administrators_version', default: 0 })
  administratorsVersion?: number
}
