import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { OrderItem } from '../orders/order-item.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { Discrepancy } from './discrepancy.entity.js'

/** That another buyer of what was corrected was told, once; rows are only added. */
@Entity('discrepancy_tellings')
@Index('discrepancy_tellings_of_organization', ['organizationId', 'toldAt'])
export class DiscrepancyTelling {
  @ForeignKey(() => Discrepancy, { name: 'discrepancy_tellings_discrepancy_fk' })
  @PrimaryColumn('text', { name: 'discrepancy_id' })
  discrepancyId!: string

  @ForeignKey(() => Organization, { name: 'discrepancy_tellings_organization_fk' })
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  /** The newest line with which it bought what was wrong. */
  @ForeignKey(() => OrderItem, { name: 'discrepancy_tellings_order_item_fk' })
  @Column('text', { name: 'order_item_id' })
  orderItemId!: string

  /** By the organization's clock. */
  @Column('timestamp with time zone', { name: 'told_at' })
  toldAt!: Date
}
