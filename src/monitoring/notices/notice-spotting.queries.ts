import type { Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { newId } from '../../kernel/ids.js'
import { allMonitoringsBegun } from '../../orders/monitoring/monitoring-term.queries.js'

/** A monitored clinician of whom a load has changed something. */
interface Spotted {
  monitoringId: string
  organizationId: string
  clinicianId: string
  loadKey: string
  /** The last of the changes. */
  changeId: number
}

const WATERMARK = readStatement<{ changesThrough: number }>(
  'monitoring_watermark',
  `select changes_through as "changesThrough" from monitoring_watermark`,
)

/**
 * Batches of changes commit in the order of their ids, so none appears later behind those that are in sight. What nobody
 * monitors is read and passed over.
 */
const SPOT = writeStatement<Spotted & { through: number }>(
  'monitoring_changes_spot',
  `with batch as (
     select id, clinician_id, coalesce(load_id, 'change of ' || changed_at) as load_key
       from clinician_changes where id > $1 order by id limit $2),
   moved as (
     update monitoring_watermark set changes_through = (select max(id) from batch) where exists (select from batch)
     returning changes_through)
   select moved.changes_through as through, s.*
     from moved left join lateral (
       select m.id as "monitoringId", m.organization_id as "organizationId", m.clinician_id as "clinicianId",
              b.load_key as "loadKey", max(b.id) as "changeId"
         from batch b join monitorings m on m.clinician_id = b.clinician_id and m.ended_at is null
        group by m.id, b.load_key) s on true`,
)

/**
 * What comes after its load was told is told by itself; the same before that is one notice, of the term that runs now. Who
 * is about to tell of the load is waited for: what it has looked up may be without the change.
 */
const KEEP = writeStatement(
  'monitoring_notices_keep',
  `with s as (
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
       as s (id, monitoring_id, organization_id, clinician_id, load_key, change_id)),
   known as (
     select n.organization_id, n.clinician_id, n.load_key, n.settled_at
       from monitoring_notices n
      where (n.organization_id, n.clinician_id, n.load_key) in (select organization_id, clinician_id, load_key from s)
      order by n.monitoring_id, n.id
        for no key update)
   insert into monitoring_notices (id, monitoring_id, organization_id, clinician_id, load_key, spotted_at)
   select s.id, s.monitoring_id, s.organization_id, s.clinician_id,
          case when n.settled_at is null then s.load_key else s.load_key || ' after change ' || s.change_id end, $7
     from s left join known n
       on n.organization_id = s.organization_id and n.clinician_id = s.clinician_id and n.load_key = s.load_key
   on conflict (organization_id, clinician_id, load_key) do update set monitoring_id = excluded.monitoring_id`,
)

/**
 * Looks at the next changes of the directory, up to `limit`, and writes down who is to be told of them; one at a time
 * does that. False if there is none.
 */
export async function spotChanges(tx: Transaction, now: Date, limit: number): Promise<boolean> {
  await allMonitoringsBegun(tx)
  const [watermark = { changesThrough: 0 }] = await tx.rows(WATERMARK, [])
  const rows = await tx.write(SPOT, [watermark.changesThrough, limit])
  const spotted = rows.filter(({ monitoringId }) => monitoringId !== null)
  if (spotted.length > 0) {
    await tx.write(KEEP, [
      spotted.map(() => newId('monitoringNotice')),
      spotted.map((one) => one.monitoringId),
      spotted.map((one) => one.organizationId),
      spotted.map((one) => one.clinicianId),
      spotted.map((one) => one.loadKey),
      spotted.map((one) => one.changeId),
      now,
    ])
  }
  return rows.length > 0
}
