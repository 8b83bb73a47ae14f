import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'
import { LocalDate } from '../graphql/scalars.js'
import type { LocalDay } from '../kernel/local-day.js'
import {
  DISCREPANCY_WINDOW_DAYS,
  type DiscrepancyWindow,
  WINDOW_GROUNDS,
  type WindowGround,
} from './discrepancy-window.rules.js'

const WindowGroundEnum = enumOf(WINDOW_GROUNDS)
registerEnumType(WindowGroundEnum, {
  name: 'DiscrepancyWindowGround',
  description: 'From when on the days of a discrepancy window are counted.',
  valuesConfig: {
    PURCHASE: { description: 'From the purchase of the profile.' },
    NOTICE: { description: 'From the last e-mailed notice that the profile of the monitored clinician changed.' },
  },
})

@ObjectType('DiscrepancyWindow', {
  description: `Until when a discrepancy of a profile can be reported: within ${DISCREPANCY_WINDOW_DAYS} days of its purchase, or of the last e-mailed notice that the profile of the monitored clinician changed; the last day included, by the calendar of the organization's time zone.`,
})
export class DiscrepancyWindowType implements DiscrepancyWindow {
  @Field(() => LocalDate, { description: 'The last day on which it can.' })
  until!: LocalDay

  @Field(() => Int, { description: 'Days from today to `until`: 0 on the last day and after it.' })
  daysLeft!: number

  @Field(() => Boolean, { description: 'Whether it can today.' })
  open!: boolean

  @Field(() => WindowGroundEnum, { description: 'From when on the days are counted.' })
  ground!: WindowGround
}
