import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'
import { Organization } from '../organizations/organization.entity.js'
import type { ProductCode } from '../profiles/profile.sections.js'

/** Prices with effective dates, for everybody of a mode or for one organization. The database lets no two overlap. */
@ObjectType({
  description: 'Prices with effective dates, for everybody of a mode or for one organization. No two overlap.',
})
@Entity('price_lists')
@Check('price_lists_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('price_lists_currency_iso', `currency ~ '^[A-Z]{3}$'`)
@Exclusion(
  'price_lists_no_overlap',
  `using gist (mode with =, (coalesce(organization_id, '')) with =, currency with =, tstzrange(effective_from, effective_until) with &&)`,
)
export class PriceList {
  @Field(() => ID, { description: 'Stable id, `pl_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => ModeEnum, { description: 'Whether it prices play money or real money.' })
  @Column('text')
  mode!: Mode

  /** Null: for every organization that has no list of its own. */
  @ForeignKey(() => Organization, { name: 'price_lists_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Field(() => String, { description: 'ISO 4217 code of the currency of its prices.' })
  @Column('text')
  currency!: string

  @Field(() => DateTime, { description: 'The first instant at which it holds.' })
  @Column('timestamp with time zone', { name: 'effective_from' })
  effectiveFrom!: Date

  /** The first instant at which it no longer holds; null: until further notice. */
  @Field(() => DateTime, {
    nullable: true,
    description:
      'The first instant at which it no longer holds; null: until further notice. The same as `effectiveFrom`: it was ended before it began.',
  })
  @Column('timestamp with time zone', { name: 'effective_until', nullable: true })
  effectiveUntil!: Date | null
}

/** The price of a product from a quantity on: the one with the largest minimum that an order reaches holds. */
@Entity('prices')
@Check('prices_minimum_quantity_positive', 'minimum_quantity >= 1')
@Check('prices_amount_sane', 'unit_amount_cents between 0 and 100000000')
export class Price {
  @ForeignKey(() => PriceList, { name: 'prices_price_list_fk' })
  @PrimaryColumn('text', { name: 'price_list_id' })
  priceListId!: string

  @PrimaryColumn('text')
  product!: ProductCode

  @PrimaryColumn('integer', { name: 'minimum_quantity' })
  minimumQuantity!: number

  @Column('bigint', { name: 'unit_amount_cents' })
  unitAmountCents!: number
}
