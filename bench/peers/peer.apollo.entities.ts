import { Column, Entity, Generated, PrimaryGeneratedColumn } from 'typeorm'

@Entity({ name: 'orders', schema: 'peers' })
export class PlacedRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('bigint')
  @Generated('increment')
  number!: number

  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @Column('text')
  status!: string

  @Column('bigint', { name: 'total_cents' })
  totalCents!: number
}

@Entity({ name: 'order_lines', schema: 'peers' })
export class LineRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('bigint', { name: 'order_id' })
  orderId!: number

  @Column('int')
  line!: number

  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  product!: string

  @Column('bigint', { name: 'price_cents' })
  priceCents!: number
}

@Entity({ name: 'ledger_entries', schema: 'peers' })
export class LedgerRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('bigint', { name: 'order_id' })
  orderId!: number

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number
}

@Entity({ name: 'outbox', schema: 'peers' })
export class OutboxRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('bigint', { name: 'order_id' })
  orderId!: number

  @Column('text')
  kind!: string
}
