import type { Mode, PersonActor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Change, ChangeData, ChangeKind, ChangeRequestStatus } from './change-request.rules.js'
import { accessValues } from './organization.access.js'
import type { PageWanted } from './organization.pages.js'

/** A change request with the names of who asked and who decided. */
export interface ChangeRequestRow {
  id: string
  mode: Mode
  organizationId: string | null
  kind: ChangeKind
  status: ChangeRequestStatus
  requestedByUserId: string
  requestedByName: string
  requestedByEmail: string
  requestedByStaff: boolean
  /** Whether who asked is staff now: somebody who asked as staff may have been dismissed. */
  requestedByIsStaff: boolean
  reason: string | null
  before: ChangeData | null
  after: ChangeData | null
  createdAt: Date
  expiresAt: Date
  decidedAt: Date | null
  decidedByName: string | null
  note: string | null
}

const COLUMNS = `c.id, c.mode, c.organization_id as "organizationId", c.kind, c.status,
  c.requested_by_user_id as "requestedByUserId", asker.full_name as "requestedByName",
  asker.email as "requestedByEmail", c.requested_by_staff as "requestedByStaff", asker.staff as "requestedByIsStaff", c.reason, c.before,
  c.after, c.created_at as "createdAt", c.expires_at as "expiresAt", c.decided_at as "decidedAt",
  decider.full_name as "decidedByName", c.note`
const REQUESTS = `change_requests c join users asker on asker.id = c.requested_by_user_id
  left join users decider on decider.id = c.decided_by_user_id`
/** The same at every instant as `changeRequestStatusAt`. */
const statusAt = (now: string) =>
  `case when c.status = 'PENDING' and c.expires_at <= ${now} then 'EXPIRED' else c.status end`

const OF_ORGANIZATIONS = readStatement<ChangeRequestRow & { organizationId: string }>(
  'change_requests_of_organizations',
  `select page.* from unnest($1::text[]) as o (id) cross join lateral (
     select ${COLUMNS} from ${REQUESTS}
      where c.organization_id = o.id and c.id < $2 and ($4::text is null or $4 = ${statusAt('$5')})
      order by c.id desc limit $3) page
   order by page."organizationId", page.id desc`,
)

const OF_MODE = readStatement<ChangeRequestRow>(
  'change_requests_of_mode',
  `select ${COLUMNS} from ${REQUESTS}
    where c.mode = $1 and c.id < $2 and ($4::text is null or $4 = ${statusAt('$5')})
      and ($6::text is null or c.kind = $6)
    order by c.id desc limit $3`,
)

const ASKED_BY = readStatement<ChangeRequestRow>(
  'organizations_asked_for_by',
  `select ${COLUMNS} from ${REQUESTS}
    where c.requested_by_user_id = $1 and c.kind = 'CREATE_ORGANIZATION' and not c.requested_by_staff
      and c.mode = $4 and c.id < $2
    order by c.id desc limit $3`,
)

const BY_ID = readStatement<ChangeRequestRow>(
  'change_request_by_id',
  `select ${COLUMNS} from ${REQUESTS} where c.id = $1`,
)

/** Of an organization that the actor administers, or is staff for; or, of an organization yet to be, for staff and whoever asked. */
const ACCESSIBLE = readStatement<ChangeRequestRow & { administers: boolean }>(
  'change_request_accessible',
  `select ${COLUMNS}, coalesce(a.administers, false) as administers
     from ${REQUESTS}
     left join organization_access a
       on a.organization_id = c.organization_id and a.actor_kind = $1 and a.actor_id = $2
    where c.mode = $3 and c.id = $4
      and (a.administers or a.actor_kind = 'STAFF'
           or (c.kind = 'CREATE_ORGANIZATION' and ($1 = 'STAFF' or c.requested_by_user_id = $2)))`,
)

const LOCK = writeStatement<{ status: ChangeRequestStatus; expiresAt: Date }>(
  'change_request_lock',
  'select status, expires_at as "expiresAt" from change_requests where id = $1 for update',
)

const INSERT = writeStatement(
  'change_request_insert',
  `insert into change_requests (id, mode, organization_id, kind, status, requested_by_user_id, requested_by_staff, reason,
     before, after, created_at, expires_at, decided_at, decided_by_user_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
)

const DECIDE = writeStatement(
  'change_request_decide',
  `update change_requests set status = $2, decided_at = $3, decided_by_user_id = $4, note = $5,
          organization_id = coalesce(organization_id, $6)
    where id = $1`,
)

const ASKED_BY_STAFF = readStatement<{ asked: boolean }>(
  'change_request_asked_by_staff',
  `select exists (
     select from change_requests
      where organization_id = $1 and requested_by_staff and kind = $2 and status = 'PENDING' and expires_at > $5
        and before is not distinct from $3::jsonb and after is not distinct from $4::jsonb) as asked`,
)

const TAKE_DUE = writeStatement<{ id: string; expiresAt: Date }>(
  'change_request_take_due',
  `select id, expires_at as "expiresAt" from change_requests
    where status = 'PENDING' and expires_at <= $1 and id <> all ($2)
    order by expires_at limit 1 for update skip locked`,
)

/** A page of the change requests of each organization, the newest first. */
export async function changeRequestsOf(
  reader: Reader,
  organizationIds: readonly string[],
  { beyond, limit, status }: PageWanted<ChangeRequestStatus>,
  now: Date,
): Promise<(ChangeRequestRow & { organizationId: string })[]> {
  return await reader.rows(OF_ORGANIZATIONS, [organizationIds, beyond, limit, status, now])
}

/** A page of all change requests of the mode, the newest first: for staff. */
export async function changeRequestsOfMode(
  reader: Reader,
  mode: Mode,
  { beyond, limit, status, kind }: PageWanted<ChangeRequestStatus> & { kind: ChangeKind | null },
  now: Date,
): Promise<ChangeRequestRow[]> {
  return await reader.rows(OF_MODE, [mode, beyond, limit, status, now, kind])
}

/** A page of the organizations that the person asked for, the newest first. */
export async function organizationsAskedForBy(
  reader: Reader,
  actor: PersonActor,
  beyond: string,
  limit: number,
): Promise<ChangeRequestRow[]> {
  return await reader.rows(ASKED_BY, [actor.id, beyond, limit, actor.mode])
}

/** The change request; whoever asks must have found it within the caller's access. */
export async function changeRequestById(reader: Reader, id: string): Promise<ChangeRequestRow | null> {
  const [request] = await reader.rows(BY_ID, [id])
  return request ?? null
}

/** The change request, if it is there for the actor, with whether the actor administers its organization; else null. */
export async function accessibleChangeRequest(
  reader: Reader,
  actor: PersonActor,
  id: string,
): Promise<(ChangeRequestRow & { administers: boolean }) | null> {
  const [request] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return request ?? null
}

/** Takes the change request for this transaction, and tells what it is now. Its organization must be locked before. */
export async function lockChangeRequest(
  tx: Transaction,
  id: string,
): Promise<{ status: ChangeRequestStatus; expiresAt: Date } | null> {
  const [request] = await tx.write(LOCK, [id])
  return request ?? null
}

/** A change request as it is written down. */
export type NewChangeRequest = Omit<
  ChangeRequestRow,
  'requestedByName' | 'requestedByEmail' | 'requestedByIsStaff' | 'decidedByName' | 'note'
> & { decidedByUserId: string | null }

/** Writes a change request down. */
export async function insertChangeRequest(tx: Transaction, request: NewChangeRequest): Promise<void> {
  await tx.write(INSERT, [
    request.id,
    request.mode,
    request.organizationId,
    request.kind,
    request.status,
    request.requestedByUserId,
    request.requestedByStaff,
    request.reason,
    jsonOf(request.before),
    jsonOf(request.after),
    request.createdAt,
    request.expiresAt,
    request.decidedAt,
    request.decidedByUserId,
  ])
}

/** What became of a change request. */
export interface Decision {
  id: string
  status: Exclude<ChangeRequestStatus, 'PENDING'>
  at: Date
  /** Null: nobody did in time. */
  byUserId: string | null
  note: string | null
  /** The organization that came of it, for a request that had none. */
  organizationId: string | null
}

/** Writes the decision down; the database refuses a second one. */
export async function decideChangeRequest(tx: Transaction, decision: Decision): Promise<void> {
  const { id, status, at, byUserId, note, organizationId } = decision
  await tx.write(DECIDE, [id, status, at, byUserId, note, organizationId])
}

/** Whether staff ask the organization for exactly this already, and nobody has decided. */
export async function isAskedForByStaff(
  reader: Reader,
  organizationId: string,
  { kind, before, after }: Change,
  now: Date,
): Promise<boolean> {
  const [row] = await reader.rows(ASKED_BY_STAFF, [organizationId, kind, jsonOf(before), jsonOf(after), now])
  return row?.asked ?? false
}

/** Takes one that nobody decided in time and nobody else has taken, none of `except`; null when there is none. */
export async function takeDueChangeRequest(
  tx: Transaction,
  now: Date,
  except: readonly string[],
): Promise<{ id: string; expiresAt: Date } | null> {
  const [request] = await tx.write(TAKE_DUE, [now, except])
  return request ?? null
}

/** A driver writes arrays of JavaScript as arrays of SQL; JSON goes as text. */
function jsonOf(data: ChangeData | null): string | null {
  return data === null ? null : JSON.stringify(data)
}
