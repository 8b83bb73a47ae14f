import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { newId } from '../../kernel/ids.js'
import type { OpenedOrder } from '../order.record.queries.js'
import { formatOrderNumber } from '../order.rules.js'
import { isOwned } from '../profile-manager/owned-clinician.queries.js'
import { type MonitoringStanding, monitoringTermFrom } from './monitoring.rules.js'

const STANDINGS = readStatement<Omit<MonitoringStanding, 'pendingOrderNumber'> & { pendingNumber: number | null }>(
  'monitoring_standings',
  `select c.id as "clinicianId",
          exists (select from order_items i
                   where i.organization_id = $1 and i.clinician_id = c.id and ${isOwned('i')}) as owned,
          (select m.ends_at from monitorings m
            where m.organization_id = $1 and m.clinician_id = c.id and m.ended_at is null) as "monitoredUntil",
          (select min(o.number) from order_items i join orders o on o.id = i.order_id
            where i.organization_id = $1 and i.clinician_id = c.id and i.product = 'CONTINUOUS_MONITORING'
              and o.status = 'PENDING') as "pendingNumber"
     from unnest($2::text[]) as c (id)`,
)

/** What was known last: ids sort by time. A document whose price was paid back meanwhile is better than none. */
const START = writeStatement(
  'monitorings_start',
  `insert into monitorings
     (id, organization_id, mode, clinician_id, order_item_id, document_id, started_at, ends_at, remind_from)
   select n.id, $1, $2, n.clinician_id, n.item_id, known.document_id, $3, $4, $5
     from unnest($6::text[], $7::text[], $8::text[]) as n (id, item_id, clinician_id)
     cross join lateral (
       select d.document_id
         from (select i.document_id, i.refund_id is not null as refunded from order_items i
                where i.organization_id = $1 and i.clinician_id = n.clinician_id and i.document_id is not null
                union all
               select m.document_id, false from monitorings m
                where m.organization_id = $1 and m.clinician_id = n.clinician_id) d
        order by d.refunded, d.document_id desc limit 1) known`,
)

/** Distinct from the keys of all other advisory locks, which begin alike. */
const TERMS_LOCK = 7_164_205_343
const BEGINNING = readStatement(
  'monitorings_beginning',
  `select pg_advisory_xact_lock_shared(${TERMS_LOCK})::text as locked`,
)
const ALL_BEGUN = readStatement('monitorings_all_begun', `select pg_advisory_xact_lock(${TERMS_LOCK})::text as locked`)

const END_REFUNDED = writeStatement(
  'monitorings_end_refunded',
  `update monitorings set ended_at = least(greatest($2, started_at), ends_at), end_reason = 'REFUNDED'
    where order_item_id = any ($1) and ended_at is null`,
)

/** How the organization stands to each of the clinicians. To be asked under the lock of its account by whoever buys. */
export async function monitoringStandings(
  reader: Reader,
  organizationId: string,
  clinicianIds: readonly string[],
): Promise<MonitoringStanding[]> {
  const rows = await reader.rows(STANDINGS, [organizationId, clinicianIds])
  return rows.map(({ pendingNumber, ...standing }) => ({
    ...standing,
    pendingOrderNumber: pendingNumber === null ? null : formatOrderNumber(pendingNumber),
  }))
}

/**
 * Until this transaction ends, nobody looks whom a change of the directory concerns: a term that it begins would not be
 * seen, and the change neither told nor in the profile that is bought. To be called before what is known is looked up.
 */
export async function beforeMonitorings(tx: Transaction): Promise<void> {
  await tx.rows(BEGINNING, [])
}

/** Waits for all who begin terms, and keeps others from it until this transaction ends. */
export async function allMonitoringsBegun(tx: Transaction): Promise<void> {
  await tx.rows(ALL_BEGUN, [])
}

/** Begins the terms that the order bought, if any, at `at`. Its documents are issued: changes are told against them. */
export async function startMonitorings(tx: Transaction, order: OpenedOrder, at: Date): Promise<void> {
  const bought = order.items.filter(({ product }) => product === 'CONTINUOUS_MONITORING')
  if (bought.length === 0) return
  const { organization } = order
  const { startedAt, endsAt, remindFrom } = monitoringTermFrom(at, organization.timeZone)
  await tx.write(START, [
    ...[organization.id, organization.mode, startedAt, endsAt, remindFrom],
    bought.map(() => newId('monitoring')),
    bought.map(({ id }) => id),
    bought.map(({ clinicianId }) => clinicianId),
  ])
}

/** Ends what still runs of the terms that these lines bought, for they were paid back. */
export async function endRefundedMonitorings(tx: Transaction, itemIds: readonly string[], at: Date): Promise<void> {
  await tx.write(END_REFUNDED, [itemIds, at])
}
