import { Field, ID, InputType, Int } from 'type-graphql'
import { RequestError } from '../kernel/errors.js'
import { MONITORING_MONTHS } from '../orders/monitoring/monitoring.rules.js'
import { type MonitoringEndReason, MonitoringEndReasonEnum } from '../orders/monitoring/monitoring.words.js'

/** A whole term, and a day for time zones. */
const MAX_WITHIN_DAYS = MONITORING_MONTHS * 31 + 1
const DAY_MS = 86_400_000

@InputType({
  description:
    'Which terms of monitoring: those for which all holds that is given. What is null or left out may be any.',
})
export class MonitoringFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that run now (true), or those that have ended (false).' })
  running?: boolean | null

  @Field(() => MonitoringEndReasonEnum, { nullable: true, description: 'Those that ended for this reason.' })
  endReason?: MonitoringEndReason | null

  @Field(() => ID, { nullable: true, description: 'Those of this clinician, `cln_…`.' })
  clinicianId?: string | null

  @Field(() => Int, {
    nullable: true,
    description: `Those that run, and end within so many times 24 hours from now, 0 to ${MAX_WITHIN_DAYS}.`,
  })
  endingWithinDays?: number | null
}

/** The filter as the statements take it; what is left out does not matter. */
export interface WantedMonitorings {
  isRunning?: boolean
  endReason?: MonitoringEndReason
  clinicianId?: string
  /** From now, in milliseconds. */
  endsWithinMs?: number
}

/** @throws RequestError BAD_USER_INPUT for days that cannot be */
export function wantedMonitorings(filter: MonitoringFilter | null | undefined): WantedMonitorings {
  const { running, endReason, clinicianId, endingWithinDays } = filter ?? {}
  if (endingWithinDays != null && (endingWithinDays < 0 || endingWithinDays > MAX_WITHIN_DAYS)) {
    const expected = `expected 0 to ${MAX_WITHIN_DAYS} days, got ${endingWithinDays}`
    throw new RequestError('BAD_USER_INPUT', `endingWithinDays: ${expected}`)
  }
  return {
    ...(running == null ? {} : { isRunning: running }),
    ...(endReason == null ? {} : { endReason }),
    ...(clinicianId == null ? {} : { clinicianId }),
    ...(endingWithinDays == null ? {} : { endsWithinMs: endingWithinDays * DAY_MS }),
  }
}
