import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Subscription } from './subscription.entity.js'

/** What an order took of an allowance, or a refund gave back. Append-only, chained by the database. */
@Entity('allowance_uses')
@Unique('allowance_uses_sequence_unique', ['subscriptionId', 'sequence'])
@Index('allowance_uses_one_taking', ['orderId'], { unique: true, where: 'profiles > 0' })
@Index('allowance_uses_of_order', ['orderId'])
@Check('allowance_uses_something', 'profiles <> 0')
@Check('allowance_uses_within', 'used_after between 0 and allowance')
export class AllowanceUse {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Subscription, { name: 'allowance_uses_subscription_fk' })
  @Column('text', { name: 'subscription_id' })
  subscriptionId!: string

  @Column('integer')
  sequence!: number

  @ForeignKey('orders', 'id', { name: 'allowance_uses_order_fk', deferrable: 'INITIALLY DEFERRED' })
  @Column('text', { name: 'order_id' })
  orderId!: string

  /** Positive for what was taken, negative for what was given back. */
  @Column('integer')
  profiles!: number

  @Column('integer', { name: 'used_after' })
  usedAfter!: number

  @Column('integer')
  allowance!: number

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
