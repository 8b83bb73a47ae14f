import type { Actor, Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { formatOrderNumber } from '../orders/order.rules.js'
import { accessValues } from '../organizations/organization.access.js'
import { formatDocumentNumber } from '../profiles/profile.documents.js'
import { formatDiscrepancyNumber } from './discrepancy.rules.js'
import type { DiscrepancyType } from './discrepancy.type.js'

/** A report, with what its letters and decisions need. */
export interface DiscrepancyRow extends DiscrepancyType {
  mode: Mode
  actorKind: 'VENDOR' | 'USER'
  actorId: string
}

type Numbers = 'number' | 'orderNumber' | 'documentNumber'
/** As it is read: numbers are printed later. */
export type FlatDiscrepancy = Omit<DiscrepancyRow, Numbers> & Record<Numbers, number>

/** A report with what the actor may do in its organization. */
export type AccessibleDiscrepancy = DiscrepancyRow & { scopes: string[] }

/** What is read of a report. */
export const DISCREPANCY_COLUMNS = `d.id, d.number, d.mode, d.organization_id as "organizationId",
  o.time_zone as "timeZone", o.clock_ahead_ms as "clockAheadMs", d.order_item_id as "orderItemId",
  d.order_number as "orderNumber", d.clinician_id as "clinicianId", d.document_id as "documentId",
  document.number as "documentNumber", d.section, d.path,
  d.element, d.source, d.says, d.should_say as "shouldSay", d.why, d.state, d.actor_kind as "actorKind",
  d.actor_id as "actorId", coalesce(v.name, reporter.full_name) as "reportedBy", d.submitted_at as "submittedAt",
  d.first_due_on::text as "firstDueOn", d.due_on::text as "dueOn", d.due_before as "dueBefore",
  d.delayed_at as "delayedAt", d.delay_explanation as "delayExplanation", d.taken_at as "takenAt",
  taker.full_name as "takenByName", d.ended_at as "endedAt", d.explanation,
  d.corrected_document_id as "correctedDocumentId", d.download_until::text as "downloadUntil",
  d.download_before as "downloadBefore"`

/** Reports `d` of organizations `o`. */
export const DISCREPANCIES = `discrepancies d join organizations o on o.id = d.organization_id
  join profile_documents document on document.id = d.document_id
  left join vendors v on d.actor_kind = 'VENDOR' and v.id = d.actor_id
  left join users reporter on d.actor_kind = 'USER' and reporter.id = d.actor_id
  left join users taker on taker.id = d.taken_by_user_id`

const BY_ID = readStatement<FlatDiscrepancy>(
  'discrepancy_by_id',
  `select ${DISCREPANCY_COLUMNS} from ${DISCREPANCIES} where d.id = $1`,
)

const ACCESSIBLE = readStatement<FlatDiscrepancy & { scopes: string[] }>(
  'discrepancy_accessible',
  `select ${DISCREPANCY_COLUMNS}, a.scopes from ${DISCREPANCIES}
     join organization_access a on a.organization_id = d.organization_id and a.actor_kind = $1 and a.actor_id = $2
    where d.mode = $3 and d.id = $4`,
)

const REPORTED_WITH_KEY = readStatement<{ id: string; organizationId: string; requestSha256: string }>(
  'discrepancy_reported_with_key',
  `select id, organization_id as "organizationId", request_sha256 as "requestSha256"
     from discrepancies where idempotency_scope = $1 and idempotency_key = $2`,
)

const LOCK_ABOUT = writeStatement(
  'discrepancies_lock_about',
  `select pg_advisory_xact_lock(hashtextextended('discrepancies ' || $1, 0))`,
)

const OPEN_ABOUT = readStatement<{ number: number; same: boolean }>(
  'discrepancies_open_about',
  `select number, subject_sha256 = $3 as same from discrepancies
    where organization_id = $1 and clinician_id = $2 and ended_at is null order by same desc, id`,
)

const OPEN_OF_ITEMS = readStatement<FlatDiscrepancy>(
  'discrepancies_open_of_items',
  `select ${DISCREPANCY_COLUMNS} from ${DISCREPANCIES}
    where d.order_item_id = any ($1) and d.ended_at is null order by d.id`,
)

const OPEN_OF_CLINICIANS = readStatement<FlatDiscrepancy>(
  'discrepancies_open_of_clinicians',
  `select ${DISCREPANCY_COLUMNS} from ${DISCREPANCIES}
    where (d.organization_id, d.clinician_id) in (select * from unnest($1::text[], $2::text[])) and d.ended_at is null
    order by d.id`,
)

const LOCK = writeStatement('discrepancy_lock', 'select id from discrepancies where id = $1 for update')

/** The report; whoever asks must have found it within the caller's access. */
export async function discrepancyById(reader: Reader, id: string): Promise<DiscrepancyRow | null> {
  const [row] = await reader.rows(BY_ID, [id])
  return row === undefined ? null : discrepancyOf(row)
}

/** The report with what the actor may do in its organization; null if it is not there for the actor. */
export async function accessibleDiscrepancy(
  reader: Reader,
  actor: Actor,
  id: string,
): Promise<AccessibleDiscrepancy | null> {
  const [row] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return row === undefined ? null : { ...discrepancyOf(row), scopes: row.scopes }
}

/** Orders reports of an organization about one clinician that come at once, up to the end of the transaction. */
export async function lockReportsAbout(tx: Transaction, organizationId: string, clinicianId: string): Promise<void> {
  await tx.write(LOCK_ABOUT, [`${organizationId} ${clinicianId}`])
}

/** What was reported with the idempotency key; null if nothing was. */
export async function discrepancyReportedWithKey(
  reader: Reader,
  scope: string,
  key: string,
): Promise<{ id: string; organizationId: string; requestSha256: string } | null> {
  const [reported] = await reader.rows(REPORTED_WITH_KEY, [scope, key])
  return reported ?? null
}

/** What is open of the organization about the clinician: how many, and the number of the one about the same thing. */
export async function openAbout(
  reader: Reader,
  organizationId: string,
  clinicianId: string,
  subjectSha256: string,
): Promise<{ count: number; sameNumber: string | null }> {
  const open = await reader.rows(OPEN_ABOUT, [organizationId, clinicianId, subjectSha256])
  const same = open.find((one) => one.same)
  return { count: open.length, sameNumber: same === undefined ? null : formatDiscrepancyNumber(same.number) }
}

/** The open reports about what these lines bought, the oldest first. */
export async function openDiscrepanciesOfItems(reader: Reader, itemIds: readonly string[]): Promise<DiscrepancyRow[]> {
  return (await reader.rows(OPEN_OF_ITEMS, [itemIds])).map(discrepancyOf)
}

/** The open reports of each organization about the clinician that is named with it, the oldest first. */
export async function openDiscrepanciesOfClinicians(
  reader: Reader,
  wanted: readonly { organizationId: string; clinicianId: string }[],
): Promise<DiscrepancyRow[]> {
  const organizationIds = wanted.map(({ organizationId }) => organizationId)
  const clinicianIds = wanted.map(({ clinicianId }) => clinicianId)
  return (await reader.rows(OPEN_OF_CLINICIANS, [organizationIds, clinicianIds])).map(discrepancyOf)
}

/** Takes the report for this transaction, and tells what it is now. */
export async function lockDiscrepancy(tx: Transaction, id: string): Promise<DiscrepancyRow | null> {
  await tx.write(LOCK, [id])
  return await discrepancyById(tx, id)
}

/** The report with its numbers as they are printed. */
export function discrepancyOf<Row extends FlatDiscrepancy>({ number, orderNumber, documentNumber, ...row }: Row) {
  return {
    ...row,
    number: formatDiscrepancyNumber(number),
    orderNumber: formatOrderNumber(orderNumber),
    documentNumber: formatDocumentNumber(documentNumber),
  }
}
