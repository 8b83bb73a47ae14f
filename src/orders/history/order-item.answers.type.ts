import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../../graphql/enums.js'
import { LocalDate } from '../../graphql/scalars.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { DISCREPANCY_WINDOW_DAYS, type DiscrepancyWindow } from './discrepancy-window.rules.js'

const DOWNLOAD_OBSTACLES = ['NOT_PAID_YET', 'NOT_BOUGHT', 'PAID_BACK'] as const
/** Why the profile of a line cannot be downloaded. */
export type DownloadObstacle = (typeof DOWNLOAD_OBSTACLES)[number]
export const DownloadObstacleEnum = enumOf(DOWNLOAD_OBSTACLES)
registerEnumType(DownloadObstacleEnum, {
  name: 'DownloadObstacle',
  description: 'Why the profile of an order line cannot be downloaded. New obstacles may be added.',
  valuesConfig: {
    NOT_PAID_YET: { description: 'The order waits for its payment; the profile is there as soon as it is completed.' },
    NOT_BOUGHT: { description: 'The order failed or was cancelled: nothing was charged, and there is no profile.' },
    PAID_BACK: { description: 'The publisher paid the line back.' },
  },
})

@ObjectType('DiscrepancyWindow', {
  description: `Until when a discrepancy of a profile can be reported: within ${DISCREPANCY_WINDOW_DAYS} days of its purchase, the last day included, by the calendar of the organization's time zone.`,
})
export class DiscrepancyWindowType implements DiscrepancyWindow {
  @Field(() => LocalDate, { description: 'The last day on which it can.' })
  until!: LocalDay

  @Field(() => Int, { description: 'Days from today to `until`: 0 on the last day and after it.' })
  daysLeft!: number

  @Field(() => Boolean, { description: 'Whether it can today.' })
  open!: boolean
}
