import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'

/**
 * The organization's time is the gateway's, but for a sandbox organization whose test clock is ahead: those are few, and
 * looked at one by one, so that nobody else's terms are read to find out that nothing is due.
 */
const dueOf = (columns: string, moment: string, wanted: string) => `
  select ${columns} from monitorings m where m.${moment} <= $1 and ${wanted}
   union all
  select ${columns} from organizations a join monitorings m on m.organization_id = a.id
   where a.clock_ahead_ms > 0 and ${wanted}
     and m.${moment} > $1 and m.${moment} <= $1::timestamptz + a.clock_ahead_ms * interval '1 millisecond'`

const TO_REMIND = 'm.ended_at is null and m.reminded_at is null'

const NEXT_TO_REMIND = readStatement<RemindedOrganization>(
  'monitoring_next_to_remind',
  `select o.id, o.mode, o.name, o.time_zone as "timeZone"
     from (${dueOf('m.organization_id, m.remind_from', 'remind_from', `${TO_REMIND} and m.organization_id <> all ($2)`)}) due
     join organizations o on o.id = due.organization_id
    order by due.remind_from, o.id limit 1`,
)

/** A test clock jumps: the reminder counts from when it would have been sent, had the time gone by. */
const REMIND = writeStatement<RemindedMonitoring>(
  'monitorings_remind',
  `with due as (
     select m.id, case when o.clock_ahead_ms > 0 then m.remind_from else least($2, m.ends_at) end as at
       from monitorings m join organizations o on o.id = m.organization_id
      where m.organization_id = $1 and ${TO_REMIND}
        and m.remind_from <= $2::timestamptz + o.clock_ahead_ms * interval '1 millisecond'
      order by m.remind_from, m.id limit $3
        for no key update of m)
   update monitorings m set reminded_at = due.at from due where m.id = due.id
   returning m.id, m.clinician_id as "clinicianId", m.order_item_id as "orderItemId", m.ends_at as "endsAt"`,
)

const EXPIRE = writeStatement<{ id: string; organizationId: string; clinicianId: string }>(
  'monitorings_expire',
  `update monitorings m set ended_at = m.ends_at, end_reason = 'EXPIRED'
    where m.id in (
      select l.id from monitorings l
       where l.ended_at is null
         and l.id in (select due.id from (${dueOf('m.id', 'ends_at', 'm.ended_at is null and m.reminded_at is not null')}) due)
       order by l.ends_at, l.id limit $2
         for no key update)
   returning m.id, m.organization_id as "organizationId", m.clinician_id as "clinicianId"`,
)

/** Whom a reminder is for. */
export interface RemindedOrganization {
  id: string
  mode: Mode
  name: string
  timeZone: string
}

/** A term of whose end the organization is told. */
export interface RemindedMonitoring {
  id: string
  clinicianId: string
  orderItemId: string
  endsAt: Date
}

/** An organization, none of `except`, that is to be reminded of the end of terms; null if there is none. */
export async function nextToRemind(
  reader: Reader,
  now: Date,
  except: readonly string[],
): Promise<RemindedOrganization | null> {
  const [organization] = await reader.rows(NEXT_TO_REMIND, [now, except])
  return organization ?? null
}

/** Marks up to `limit` terms of the organization as reminded of, the first to end first. */
export async function remindOf(
  tx: Transaction,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<RemindedMonitoring[]> {
  const reminded = await tx.write(REMIND, [organizationId, now, limit])
  return reminded.sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime() || (a.id < b.id ? -1 : 1))
}

/** Ends up to `limit` terms that have run out, with the times at which they did; none that nobody was reminded of. */
export async function expire(
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<{ id: string; organizationId: string; clinicianId: string }[]> {
  return await tx.write(EXPIRE, [now, limit])
}
