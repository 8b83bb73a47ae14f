import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import {
  MONITORING_MONTHS,
  MONITORING_REMINDER_DAYS,
  type MonitoringTerm,
} from '../orders/monitoring/monitoring.rules.js'
import { type MonitoringEndReason, MonitoringEndReasonEnum } from '../orders/monitoring/monitoring.words.js'

@ObjectType('Monitoring', {
  description: `A bought term of continuous monitoring: ${MONITORING_MONTHS} calendar months in which the organization is told when what counts of a physician changes. All times are the organization's.`,
})
export class MonitoringType implements Omit<MonitoringTerm, 'remindFrom'> {
  @Field(() => ID, { description: 'Stable id, `mon_…`.' })
  id!: string

  organizationId!: string
  clinicianId!: string
  orderItemId!: string
  /** What the organization knows of the clinician: changes are told against it. */
  documentId!: string

  @Field(() => Boolean, { description: 'Whether the clinician is monitored now: false once the term has ended.' })
  running!: boolean

  @Field(() => DateTime, { description: 'Its first instant: when the order that bought it was completed.' })
  startedAt!: Date

  @Field(() => DateTime, {
    description: `The first instant that is not part of the term any more, ${MONITORING_MONTHS} months after \`startedAt\` by the calendar of the organization's time zone. It may have ended before: see \`endedAt\`.`,
  })
  endsAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: `When the organization was reminded of the end, by e-mail and by the event \`monitoring.expiring\`: ${MONITORING_REMINDER_DAYS} days before \`endsAt\`. Null until then, and if it ended before.`,
  })
  remindedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt!: Date | null

  @Field(() => MonitoringEndReasonEnum, { nullable: true, description: 'Why it ended; null while it runs.' })
  endReason!: MonitoringEndReason | null

  @Field(() => String, {
    nullable: true,
    description: 'Who discontinued it: name of the vendor or of the person. Null if nobody did.',
  })
  discontinuedBy!: string | null
}
