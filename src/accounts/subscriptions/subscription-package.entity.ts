import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import type { Mode } from '../../auth/actor.js'
import { User } from '../../people/user.entity.js'

/** A subscription that the publisher offers: so many profiles in a term, for one price. */
@Entity('subscription_packages')
@Check('subscription_packages_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('subscription_packages_name_length', 'length(name) between 1 and 200')
@Check('subscription_packages_currency_iso', `currency ~ '^[A-Z]{3}$'`)
@Check('subscription_packages_price_sane', 'price_cents between 0 and 100000000')
@Check('subscription_packages_allowance_sane', 'allowance between 1 and 1000000')
@Check('subscription_packages_term_sane', 'term_months between 1 and 60')
export class SubscriptionPackage {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  name!: string

  @Column('text')
  currency!: string

  @Column('bigint', { name: 'price_cents' })
  priceCents!: number

  /** Profiles in a term. */
  @Column('integer')
  allowance!: number

  @Column('integer', { name: 'term_months' })
  termMonths!: number

  @ForeignKey(() => User, { name: 'subscription_packages_user_fk' })
  @Column('text', { name: 'created_by_user_id' })
  createdByUserId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** From then on it is not sold any more; what was sold runs on. */
  @Column('timestamp with time zone', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null
}
