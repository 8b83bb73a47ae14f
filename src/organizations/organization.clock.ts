import type { Clock } from '../kernel/clock.js'
import type { Organization } from './organization.entity.js'

/**
 * What time it is for the organization: everything that has to do with its days goes by it. The gateway's time, and for a
 * sandbox organization by so much later as its test clock is ahead.
 */
export function timeOf(clock: Clock, { clockAheadMs }: Pick<Organization, 'clockAheadMs'>): Date {
  return new Date(clock.now().getTime() + clockAheadMs)
}
