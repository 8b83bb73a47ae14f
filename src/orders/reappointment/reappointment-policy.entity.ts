import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { Organization } from '../../organizations/organization.entity.js'
import { User } from '../../people/user.entity.js'
import type { Autopilot } from './reappointment-policy.type.js'

/** How an organization reappoints. One without a row has the defaults, and its autopilot is off. */
@Entity('reappointment_policies')
@Check('reappointment_policies_cycle_sane', 'cycle_months between 1 and 60')
@Check('reappointment_policies_lead_sane', 'lead_days between 0 and 365')
@Check('reappointment_policies_autopilot_known', `autopilot in ('OFF', 'PROPOSE', 'ORDER')`)
@Check('reappointment_policies_budget_not_negative', 'monthly_budget_cents >= 0')
@Check(
  'reappointment_policies_autopilot_whole',
  `autopilot = 'OFF' or (monthly_budget_cents is not null and approver_id is not null)`,
)
export class ReappointmentPolicy {
  @ForeignKey(() => Organization, { name: 'reappointment_policies_organization_fk' })
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  @Column('integer', { name: 'cycle_months' })
  cycleMonths!: number

  @Column('integer', { name: 'lead_days' })
  leadDays!: number

  @Column('text')
  autopilot!: Autopilot

  @Column('bigint', { name: 'monthly_budget_cents', nullable: true })
  monthlyBudgetCents!: number | null

  @ForeignKey(() => User, { name: 'reappointment_policies_approver_fk' })
  @Column('text', { name: 'approver_id', nullable: true })
  approverId!: string | null

  /** The organization's day that the autopilot has done last. */
  @Column('date', { name: 'last_run_on', nullable: true })
  lastRunOn!: string | null

  @Column('timestamp with time zone', { name: 'updated_at' })
  updatedAt!: Date
}
