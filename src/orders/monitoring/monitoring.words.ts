import { registerEnumType } from 'type-graphql'
import { enumOf } from '../../graphql/enums.js'

const MONITORING_END_REASONS = ['EXPIRED', 'DISCONTINUED', 'REFUNDED'] as const
export type MonitoringEndReason = (typeof MONITORING_END_REASONS)[number]

export const MonitoringEndReasonEnum = enumOf(MONITORING_END_REASONS)
registerEnumType(MonitoringEndReasonEnum, {
  name: 'MonitoringEndReason',
  description: 'Why a clinician is not monitored any more.',
  valuesConfig: {
    EXPIRED: { description: 'Its term ran out.' },
    DISCONTINUED: { description: 'The organization, or a vendor for it, stopped it; nothing was paid back.' },
    REFUNDED: { description: 'Staff paid its price back.' },
  },
})
