import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import type { LocalDay } from '../../kernel/local-day.js'
import { User } from '../../people/user.entity.js'
import { Account } from '../account.entity.js'
import { SubscriptionPackage } from './subscription-package.entity.js'

/** A package as it was sold to an organization, for one term. No two of an account run at once: the database sees to it. */
@Entity('subscriptions')
@Unique('subscriptions_idempotency_key_unique', ['idempotencyKey'])
@Check('subscriptions_price_not_negative', 'price_cents >= 0')
@Check('subscriptions_allowance_positive', 'allowance >= 1')
@Exclusion('subscriptions_one_at_a_time', 'using gist (account_id with =, tstzrange(starts_at, ends_at) with &&)')
@Check('subscriptions_end_later', 'ends_at > starts_at and ends_on > starts_on')
export class Subscription {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Account, { name: 'subscriptions_account_fk' })
  @Column('text', { name: 'account_id' })
  accountId!: string

  @ForeignKey(() => SubscriptionPackage, { name: 'subscriptions_package_fk' })
  @Column('text', { name: 'package_id' })
  packageId!: string

  @Column('text')
  name!: string

  @Column('bigint', { name: 'price_cents' })
  priceCents!: number

  @Column('integer')
  allowance!: number

  @Column('date', { name: 'starts_on' })
  startsOn!: LocalDay

  /** The first day after the term. */
  @Column('date', { name: 'ends_on' })
  endsOn!: LocalDay

  @Column('timestamp with time zone', { name: 'starts_at' })
  startsAt!: Date

  @Column('timestamp with time zone', { name: 'ends_at' })
  endsAt!: Date

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @ForeignKey(() => User, { name: 'subscriptions_user_fk' })
  @Column('text', { name: 'created_by_user_id' })
  createdByUserId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
