import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../../organizations/organization.entity.js'
import { User } from '../../people/user.entity.js'
import type { ProfileProduct } from '../../profiles/profile.sections.js'
import { Order } from '../order.entity.js'
import { OrderItem } from '../order-item.entity.js'
import type { DecisionReason, DecisionState } from './reappointment-decision.type.js'

/** What the autopilot decided about a clinician who is due: one for each purchase that it follows. */
@Entity('reappointment_decisions')
@Unique('reappointment_decisions_once', ['lastItemId'])
@Index('reappointment_decisions_of_organization', ['organizationId', 'id'])
@Index('reappointment_decisions_open', ['organizationId'], { where: `state in ('PROPOSED', 'SKIPPED')` })
@Index('reappointment_decisions_of_order', ['orderId'], { where: 'order_id is not null' })
@Check('reappointment_decisions_product_known', `product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')`)
@Check('reappointment_decisions_state_known', `state in ('PROPOSED', 'ORDERED', 'SKIPPED', 'DECLINED', 'WITHDRAWN')`)
@Check('reappointment_decisions_price_not_negative', 'price_cents >= 0')
@Check('reappointment_decisions_ordered', `(state = 'ORDERED') = (order_id is not null)`)
@Check('reappointment_decisions_priced', `state not in ('PROPOSED', 'ORDERED') or price_cents is not null`)
export class ReappointmentDecision {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'reappointment_decisions_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey('clinicians', 'id', { name: 'reappointment_decisions_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** The newest purchase of the clinician, from which the due day counts. */
  @ForeignKey(() => OrderItem, { name: 'reappointment_decisions_last_item_fk' })
  @Column('text', { name: 'last_item_id' })
  lastItemId!: string

  @Column('text')
  product!: ProfileProduct

  @Column('date', { name: 'due_on' })
  dueOn!: string

  @Column('text')
  state!: DecisionState

  @Column('text')
  reason!: DecisionReason

  /** At the time of the decision; null if there was none. */
  @Column('bigint', { name: 'price_cents', nullable: true })
  priceCents!: number | null

  /** The budget of the month, and what of it was ordered or proposed before. */
  @Column('bigint', { name: 'budget_cents' })
  budgetCents!: number

  @Column('bigint', { name: 'committed_cents' })
  committedCents!: number

  @Column('text')
  currency!: string

  /** The organization's day on which it was decided last: a clinician who was skipped is considered again the next day. */
  @Column('date', { name: 'considered_on' })
  consideredOn!: string

  @Column('timestamp with time zone', { name: 'decided_at' })
  decidedAt!: Date

  /** The approver who approved or declined; null for what the autopilot did by itself. */
  @ForeignKey(() => User, { name: 'reappointment_decisions_user_fk' })
  @Column('text', { name: 'decided_by_id', nullable: true })
  decidedById!: string | null

  @ForeignKey(() => Order, { name: 'reappointment_decisions_order_fk' })
  @Column('text', { name: 'order_id', nullable: true })
  orderId!: string | null
}
