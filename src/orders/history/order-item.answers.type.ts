import { registerEnumType } from 'type-graphql'
import { enumOf } from '../../graphql/enums.js'

const DOWNLOAD_OBSTACLES = ['NO_PROFILE', 'NOT_PAID_YET', 'NOT_BOUGHT', 'PAID_BACK'] as const
/** Why the profile of a line cannot be downloaded. */
export type DownloadObstacle = (typeof DOWNLOAD_OBSTACLES)[number]
export const DownloadObstacleEnum = enumOf(DOWNLOAD_OBSTACLES)
registerEnumType(DownloadObstacleEnum, {
  name: 'DownloadObstacle',
  description: 'Why the profile of an order line cannot be downloaded. New obstacles may be added.',
  valuesConfig: {
    NO_PROFILE: { description: 'The line bought none: continuous monitoring delivers no profile of its own.' },
    NOT_PAID_YET: { description: 'The order waits for its payment; the profile is there as soon as it is completed.' },
    NOT_BOUGHT: { description: 'The order failed or was cancelled: nothing was charged, and there is no profile.' },
    PAID_BACK: { description: 'The publisher paid the line back.' },
  },
})
