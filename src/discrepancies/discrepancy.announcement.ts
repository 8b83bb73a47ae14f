import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { announceEvents } from '../webhooks/event.outbox.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import type { DiscrepancyState } from './discrepancy.words.js'

/** Tells the organization's feed, and every vendor that may know, which state a report has reached. */
export async function announceDiscrepancy(
  tx: Transaction,
  clock: Clock,
  report: Pick<DiscrepancyRow, 'id' | 'organizationId' | 'mode' | 'orderItemId' | 'clinicianId'>,
  state: DiscrepancyState,
): Promise<void> {
  const { id: discrepancyId, organizationId: id, mode, orderItemId, clinicianId } = report
  const data = { discrepancyId, state, orderItemId, clinicianId }
  await announceEvents(tx, clock, [{ organization: { id, mode }, type: 'discrepancy.updated', data, to: 'GRANTED' }])
}
