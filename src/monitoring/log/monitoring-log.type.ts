import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '../../graphql/connection.js'
import { enumOf } from '../../graphql/enums.js'
import { DateTime } from '../../graphql/scalars.js'
import { type MonitoringEndReason, MonitoringEndReasonEnum } from '../../orders/monitoring/monitoring.words.js'

const LOG_KINDS = ['STARTED', 'CHANGED', 'ATTESTED', 'REMINDED', 'ENDED'] as const
export type MonitoringLogKind = (typeof LOG_KINDS)[number]

const MonitoringLogKindEnum = enumOf(LOG_KINDS)
registerEnumType(MonitoringLogKindEnum, {
  name: 'MonitoringLogKind',
  description: 'What a line of the monitoring log tells. New kinds may be added.',
  valuesConfig: {
    STARTED: { description: 'The monitoring of a clinician began.' },
    CHANGED: { description: 'What sources report of the clinician had changed, and the organization was told.' },
    ATTESTED: { description: 'A period was over: no change was noticed within it, or so many were.' },
    REMINDED: { description: 'The organization was reminded that the monitoring is about to end.' },
    ENDED: { description: 'The monitoring ended.' },
  },
})

@ObjectType('MonitoringLogEntry', {
  description: 'One line of the monitoring log: what happened when, with how a clinician is monitored.',
})
export class MonitoringLogEntry {
  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date

  @Field(() => MonitoringLogKindEnum, { description: 'What happened.' })
  kind!: MonitoringLogKind

  @Field(() => ID, { description: 'Id of the term of monitoring, `mon_…`.' })
  monitoringId!: string

  @Field(() => ID, { description: 'Id of the clinician, `cln_…`.' })
  clinicianId!: string

  @Field(() => DateTime, { nullable: true, description: 'Begin of the attested period; null for other kinds.' })
  periodFrom!: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'End of the attested period, not included; null for other kinds.',
  })
  periodUntil!: Date | null

  @Field(() => Int, {
    nullable: true,
    description:
      'For ATTESTED how many changes were noticed within the period, for CHANGED how many fields had changed; null for other kinds.',
  })
  changeCount!: number | null

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the sections that had changed, for example `LICENSES`; null unless the kind is CHANGED.',
  })
  sections!: string[] | null

  @Field(() => String, {
    nullable: true,
    description: 'Number of the document that was made of the change; null unless the kind is CHANGED.',
  })
  documentNumber!: string | null

  @Field(() => MonitoringEndReasonEnum, { nullable: true, description: 'Why it ended; null unless the kind is ENDED.' })
  endReason!: MonitoringEndReason | null
}

/** Pages of the log. */
export const MonitoringLogConnection = connectionOf(
  'MonitoringLog',
  MonitoringLogEntry,
  'lines of the monitoring log, the earliest first',
)
