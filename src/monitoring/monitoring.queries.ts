import type { Actor, Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { accessValues } from '../organizations/organization.access.js'
import type { WantedMonitorings } from './monitoring.filter.js'
import type { MonitoringType } from './monitoring.type.js'

const COLUMNS = `m.id, m.organization_id as "organizationId", m.clinician_id as "clinicianId",
  m.order_item_id as "orderItemId", m.document_id as "documentId", m.ended_at is null as running,
  m.started_at as "startedAt", m.ends_at as "endsAt", m.reminded_at as "remindedAt", m.ended_at as "endedAt",
  m.end_reason as "endReason", coalesce(v.name, u.full_name) as "discontinuedBy"`
const MONITORINGS = `monitorings m join organizations o on o.id = m.organization_id
  left join vendors v on v.id = m.ended_by_vendor_id left join users u on u.id = m.ended_by_user_id`

/** A term together with what the actor may do in its organization. */
export type AccessibleMonitoring = MonitoringType & { scopes: string[]; clockAheadMs: number }

const ACCESSIBLE = readStatement<AccessibleMonitoring>(
  'monitoring_accessible',
  `select ${COLUMNS}, a.scopes, o.clock_ahead_ms as "clockAheadMs"
     from ${MONITORINGS}
     join organization_access a on a.organization_id = m.organization_id and a.actor_kind = $1 and a.actor_id = $2
    where m.mode = $3 and m.id = $4`,
)

const OF_ITEMS = readStatement<MonitoringType>(
  'monitorings_of_items',
  `select ${COLUMNS} from ${MONITORINGS} where m.order_item_id = any ($1)`,
)

const RUNNING_OF = readStatement<MonitoringType>(
  'monitorings_running_of',
  `select ${COLUMNS} from unnest($1::text[], $2::text[]) as wanted (organization_id, clinician_id)
     join ${MONITORINGS} on m.organization_id = wanted.organization_id and m.clinician_id = wanted.clinician_id
    where m.ended_at is null`,
)

const DISCONTINUE = writeStatement<{ id: string }>(
  'monitoring_discontinue',
  `update monitorings set ended_at = least(greatest($2, started_at), ends_at), end_reason = 'DISCONTINUED',
          ended_by_vendor_id = $3, ended_by_user_id = $4
    where id = $1 and ended_at is null
   returning id`,
)

/** The term, if the actor has access to the organization that bought it; else null. */
export async function accessibleMonitoring(
  reader: Reader,
  actor: Actor,
  id: string,
): Promise<AccessibleMonitoring | null> {
  const [monitoring] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return monitoring ?? null
}

/** The terms that these lines bought. Whoever asks must have found the lines within the caller's scope. */
export async function monitoringsOfItems(reader: Reader, itemIds: readonly string[]): Promise<MonitoringType[]> {
  return await reader.rows(OF_ITEMS, [itemIds])
}

/** A clinician as an organization knows them. */
export interface ClinicianThere {
  organizationId: string
  clinicianId: string
}

/** The terms that run of these. Whoever asks must have found the organizations within the caller's scope. */
export async function runningMonitorings(reader: Reader, of: readonly ClinicianThere[]): Promise<MonitoringType[]> {
  return await reader.rows(RUNNING_OF, [of.map((one) => one.organizationId), of.map((one) => one.clinicianId)])
}

/** Ends the term if it runs; one that has ended stays as it is. Returns how many it ended. */
export async function discontinue(
  tx: Transaction,
  id: string,
  { kind, id: actorId }: Actor,
  at: Date,
): Promise<number> {
  const [vendorId, userId] = kind === 'VENDOR' ? [actorId, null] : [null, actorId]
  return (await tx.write(DISCONTINUE, [id, at, vendorId, userId])).length
}

/** Whose terms a page has: all of a mode, for staff, or those of an organization. */
interface Whose {
  mode: Mode
  organizationId?: string
}

/**
 * Up to `limit` terms, the newest first, beyond the one of this id. Only what is asked for stands in the statement, so
 * that the planner sees which index it is about.
 */
export async function monitoringPage(
  reader: Reader,
  { mode, organizationId }: Whose,
  { isRunning, endReason, clinicianId, endsWithinMs }: WantedMonitorings,
  { beyond, limit, now }: { beyond: string | null; limit: number; now: Date },
): Promise<MonitoringType[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions = [`m.mode = ${value(mode)}`]
  if (organizationId !== undefined) conditions.push(`m.organization_id = ${value(organizationId)}`)
  if (beyond !== null) conditions.push(`m.id < ${value(beyond)}`)
  if (isRunning !== undefined) conditions.push(`m.ended_at is ${isRunning ? '' : 'not '}null`)
  if (endReason !== undefined) conditions.push(`m.end_reason = ${value(endReason)}`)
  if (clinicianId !== undefined) conditions.push(`m.clinician_id = ${value(clinicianId)}`)
  if (endsWithinMs !== undefined) {
    const ahead = `(o.clock_ahead_ms + ${value(endsWithinMs)}) * interval '1 millisecond'`
    conditions.push('m.ended_at is null', `m.ends_at <= ${value(now)}::timestamptz + ${ahead}`)
  }
  const text = `select ${COLUMNS} from ${MONITORINGS} where ${conditions.join(' and ')}
    order by m.id desc limit ${value(limit)}`
  return await reader.rows(readStatement<MonitoringType>('monitorings_page', text), values)
}
