import type { Mode } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { SectionCode } from '../../profiles/profile.content.js'

/** A load that is silent for so long does not keep its changes back any more. */
const PATIENCE_HOURS = 1

/** An organization that is to be told of changes. */
export interface ToldOrganization {
  id: string
  mode: Mode
  name: string
  timeZone: string
  clockAheadMs: number
}

/** A notice that is to be told, with the term that it belongs to. */
export interface PendingNotice {
  id: string
  monitoringId: string
  clinicianId: string
  orderItemId: string
  orderNumber: number
  loadKey: string
  /** What the organization knows. */
  documentId: string
  running: boolean
}

/** What became of a notice that was told. */
export interface ToldNotice {
  id: string
  monitoringId: string
  documentId: string
  changeCount: number
  sections: SectionCode[]
}

const OVER = `n.settled_at is null and (n.spotted_at <= $1::timestamptz - interval '${PATIENCE_HOURS} hours'
  or not exists (select from source_loads l where l.id = n.load_key and l.state = 'RUNNING'))`

const NEXT = readStatement<ToldOrganization>(
  'monitoring_next_to_tell',
  `select o.id, o.mode, o.name, o.time_zone as "timeZone", o.clock_ahead_ms as "clockAheadMs"
     from monitoring_notices n join organizations o on o.id = n.organization_id
    where ${OVER} and n.organization_id <> all ($2)
    order by n.organization_id limit 1`,
)

const TAKE = writeStatement<PendingNotice>(
  'monitoring_notices_take',
  `select n.id, n.monitoring_id as "monitoringId", n.clinician_id as "clinicianId", n.load_key as "loadKey",
          m.order_item_id as "orderItemId", r.number as "orderNumber", m.document_id as "documentId",
          m.ended_at is null as running
     from monitoring_notices n
     join monitorings m on m.id = n.monitoring_id
     join order_items i on i.id = m.order_item_id
     join orders r on r.id = i.order_id
    where ${OVER} and n.organization_id = $2
    order by m.id, n.id limit $3
      for no key update of n, m`,
)

const SETTLE = writeStatement(
  'monitoring_notices_settle',
  'update monitoring_notices set settled_at = $2 where id = any ($1)',
)

/** What is attested stays true: a test clock that jumped meanwhile moves the notice into the period that is not over. */
const TELL = writeStatement(
  'monitoring_notices_tell',
  `with told as (
     select * from jsonb_to_recordset($1::jsonb)
       as t (id text, "monitoringId" text, "documentId" text, "changeCount" integer, sections text[])),
   noticed as (
     update monitoring_notices n
        set noticed_at = greatest($2, m.attested_until), before_document_id = m.document_id, document_id = t."documentId",
            change_count = t."changeCount", sections = t.sections
       from told t join monitorings m on m.id = t."monitoringId" where n.id = t.id)
   update monitorings m set document_id = t."documentId" from told t where m.id = t."monitoringId"`,
)

/** An organization, none of `except`, that is to be told of changes whose load is over; null if there is none. */
export async function nextToTell(
  reader: Reader,
  now: Date,
  except: readonly string[],
): Promise<ToldOrganization | null> {
  const [organization] = await reader.rows(NEXT, [now, except])
  return organization ?? null
}

/** Takes up to `limit` notices of the organization to be told; waits for another process that is at it. */
export async function takeNotices(
  tx: Transaction,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<PendingNotice[]> {
  return await tx.write(TAKE, [now, organizationId, limit])
}

/** Notes that the notices were dealt with. */
export async function settleNotices(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  await tx.write(SETTLE, [ids, now])
}

/** Notes what settled notices told, and what the organization knows from now on. */
export async function tellNotices(tx: Transaction, told: readonly ToldNotice[], noticedAt: Date): Promise<void> {
  await tx.write(TELL, [JSON.stringify(told), noticedAt])
}
