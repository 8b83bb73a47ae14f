import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'

@ObjectType({ description: 'A health care organization that buys profiles.' })
@Entity('organizations')
@Check('organizations_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('organizations_name_length', 'length(name) between 1 and 200')
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
}
