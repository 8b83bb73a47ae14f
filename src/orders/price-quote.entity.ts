import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'

/** Prices that a preview showed to a buyer, honoured until they expire; swept some time later. */
@Entity('price_quotes')
@Index('price_quotes_expiry', ['expiresAt'])
@Check('price_quotes_currency_iso', `currency ~ '^[A-Z]{3}$'`)
@Check('price_quotes_items_sha256_form', `items_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('price_quotes_prices_sane', 'cardinality(unit_prices_cents) between 1 and 250 and 0 <= all (unit_prices_cents)')
@Check('price_quotes_expire_later', 'expires_at > created_at')
export class PriceQuote {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'price_quotes_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** Id of the vendor or of the person to whom they were shown. */
  @Column('text', { name: 'actor_id' })
  actorId!: string

  @Column('text')
  currency!: string

  /** SHA-256 of the canonical JSON of the clinicians and products of the lines, in their order. */
  @Column('text', { name: 'items_sha256' })
  itemsSha256!: string

  /** A price for each line. */
  @Column('bigint', { name: 'unit_prices_cents', array: true })
  unitPricesCents!: number[]

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
