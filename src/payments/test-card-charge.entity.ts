import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

/** A charge of play money, as the built-in processor of the test mode remembers it: for all processes and restarts. */
@Entity('test_card_charges')
@Unique('test_card_charges_one_per_payment', ['paymentId'])
export class TestCardCharge {
  @PrimaryColumn('text')
  reference!: string

  @Column('text', { name: 'payment_id' })
  paymentId!: string

  @Column('text')
  token!: string

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  @Column('text')
  currency!: string

  @Column('timestamp with time zone', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null

  @Column('timestamp with time zone', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null
}
