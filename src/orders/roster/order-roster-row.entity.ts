import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { BulkOperation } from '../../bulk/bulk-operation.entity.js'
import type { ProductCode } from '../../profiles/profile.sections.js'

/** What the preview made of one row of a roster; kept as long as its result. No name and no date of birth. */
@Entity('order_roster_rows')
@Index('order_roster_rows_of_clinician', ['operationId', 'clinicianId'])
@Check('order_roster_rows_number_sane', 'row_number >= 1')
@Check('order_roster_rows_status_form', `status ~ '^[A-Z][A-Z_]*$'`)
@Check(
  'order_roster_rows_product_known',
  `product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING')`,
)
@Check('order_roster_rows_vendor_reference_length', 'length(vendor_reference) <= 200')
@Check('order_roster_rows_price_not_negative', 'unit_price_cents >= 0')
@Check(
  'order_roster_rows_ready_whole',
  `status <> 'READY' or num_nonnulls(clinician_id, product, unit_price_cents) = 3`,
)
export class OrderRosterRow {
  @ForeignKey(() => BulkOperation, { name: 'order_roster_rows_operation_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'operation_id' })
  operationId!: string

  /** Of the file, from 1. */
  @PrimaryColumn('integer', { name: 'row_number' })
  rowNumber!: number

  /** `READY`, or why it cannot be ordered. */
  @Column('text')
  status!: string

  @ForeignKey('clinicians', 'id', { name: 'order_roster_rows_clinician_fk' })
  @Column('text', { name: 'clinician_id', nullable: true })
  clinicianId!: string | null

  @Column('text', { nullable: true })
  product!: ProductCode | null

  @Column('text', { name: 'vendor_reference', nullable: true })
  vendorReference!: string | null

  @Column('boolean', { name: 'allow_duplicate' })
  allowDuplicate!: boolean

  /** As it was at the preview. */
  @Column('bigint', { name: 'unit_price_cents', nullable: true })
  unitPriceCents!: number | null
}
