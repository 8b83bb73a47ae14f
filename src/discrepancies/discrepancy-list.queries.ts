import type { Mode } from '../auth/actor.js'
import { hasNameBeginning } from '../clinicians/name.beginning.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { WantedDiscrepancies } from './discrepancy.filter.js'
import {
  DISCREPANCIES,
  DISCREPANCY_COLUMNS,
  type DiscrepancyRow,
  discrepancyOf,
  type FlatDiscrepancy,
} from './discrepancy.queries.js'

type Values = (given: unknown) => string

/** Up to `limit` reports of the organization, the newest first, after the one with the id `after`. */
export async function discrepanciesOf(
  reader: Reader,
  organizationId: string,
  wanted: WantedDiscrepancies,
  { after, limit }: { after: string | null; limit: number },
): Promise<DiscrepancyRow[]> {
  const values: unknown[] = [organizationId]
  const value: Values = (given) => `$${values.push(given)}`
  const conditions = ['d.organization_id = $1', ...conditionsOf(wanted, value)]
  if (after !== null) conditions.push(`d.id < ${value(after)}`)
  const text = `select ${DISCREPANCY_COLUMNS} from ${DISCREPANCIES} where ${conditions.join(' and ')}
    order by d.id desc limit ${value(limit)}`
  const rows = await reader.rows(readStatement<FlatDiscrepancy>('discrepancies_of_organization', text), values)
  return rows.map(discrepancyOf)
}

/** Which reports staff want to see. */
export interface QueueWanted extends WantedDiscrepancies {
  mode: Mode
  organizationId?: string
  /** Whether they are open past the day that was promised at first, as it is now. */
  overdue?: { is: boolean; now: Date }
}

/** Up to `limit` reports of the mode, the earliest due date first, beyond a due date and id: for staff. */
export async function discrepancyQueue(
  reader: Reader,
  { mode, organizationId, overdue, ...wanted }: QueueWanted,
  { beyond, limit }: { beyond: readonly [dueBefore: string, id: string] | null; limit: number },
): Promise<DiscrepancyRow[]> {
  const values: unknown[] = [mode]
  const value: Values = (given) => `$${values.push(given)}`
  const conditions = ['d.mode = $1', ...conditionsOf(wanted, value)]
  const isNamed = wanted.number !== undefined || wanted.orderNumber !== undefined
  if (wanted.states === undefined && !isNamed) conditions.push('d.ended_at is null')
  if (organizationId !== undefined) conditions.push(`d.organization_id = ${value(organizationId)}`)
  if (overdue !== undefined) {
    const time = `${value(overdue.now)}::timestamptz + o.clock_ahead_ms * interval '1 millisecond'`
    conditions.push(`(d.ended_at is null and d.first_due_before <= ${time}) = ${value(overdue.is)}`)
  }
  if (beyond !== null) conditions.push(`(d.due_before, d.id) > (${value(beyond[0])}::timestamptz, ${value(beyond[1])})`)
  const text = `select ${DISCREPANCY_COLUMNS} from ${DISCREPANCIES} where ${conditions.join(' and ')}
    order by d.due_before, d.id limit ${value(limit)}`
  const rows = await reader.rows(readStatement<FlatDiscrepancy>('discrepancy_queue', text), values)
  return rows.map(discrepancyOf)
}

/** Only what is asked for stands in the statement, so that the planner sees which index it is about. */
function conditionsOf(wanted: WantedDiscrepancies, value: Values): string[] {
  const { name, number, orderNumber, orderItemId, clinicianId, states } = wanted
  const conditions: string[] = []
  if (number !== undefined) conditions.push(`d.number = ${value(number)}`)
  if (orderNumber !== undefined) conditions.push(`d.order_number = ${value(orderNumber)}`)
  if (orderItemId !== undefined) conditions.push(`d.order_item_id = ${value(orderItemId)}`)
  if (clinicianId !== undefined) conditions.push(`d.clinician_id = ${value(clinicianId)}`)
  if (states !== undefined) conditions.push(`d.state = any (${value(states)})`)
  if (name !== undefined) conditions.push(hasNameBeginning('d.clinician_id', name, value))
  return conditions
}
