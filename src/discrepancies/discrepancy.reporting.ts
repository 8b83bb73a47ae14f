import type { UserActor, VendorActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { newId } from '../kernel/ids.js'
import { formatLocalDay } from '../kernel/local-day.js'
import { isStorableText } from '../kernel/text.js'
import { type LastNotice, lastNoticesOf } from '../monitoring/notices/notice.queries.js'
import { type AccessibleItem, accessibleItem, orderById } from '../orders/order.queries.js'
import { assertScopeThere } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { type DocumentWithContent, documentsByIds, documentsByNumber } from '../profiles/profile.documents.js'
import { standingOf } from '../vendors/standing.access.js'
import type { ReportDiscrepancyInput } from './discrepancy.inputs.js'
import {
  type DiscrepancyRow,
  discrepancyById,
  discrepancyReportedWithKey,
  lockReportsAbout,
  openAbout,
} from './discrepancy.queries.js'
import { addDiscrepancyEvent, insertDiscrepancy } from './discrepancy.records.js'
import {
  MAX_OPEN_DISCREPANCIES,
  OUTCOME_BUSINESS_DAYS,
  optionalProseOf,
  promiseAt,
  proseOf,
} from './discrepancy.rules.js'
import { addEvidence } from './discrepancy-evidence.queries.js'
import { discrepancyWindow } from './discrepancy-window.rules.js'
import { type DisputedElement, disputedElement, saysTheSame, subjectDigest } from './disputed-element.js'

const CORRECTED_DOCUMENTS = readStatement<{ documentId: string }>(
  'discrepancy_corrected_documents',
  `select corrected_document_id as "documentId" from discrepancies
    where order_item_id = $1 and corrected_document_id is not null`,
)

/**
 * Writes a report down in the caller's transaction, which has asserted that the actor reports; or finds the one that was
 * made with the same key. @throws UserErrors
 */
export async function reportWithin(
  tx: Transaction,
  clock: Clock,
  actor: VendorActor | UserActor,
  input: ReportDiscrepancyInput,
): Promise<{ discrepancy: DiscrepancyRow; replayed: boolean }> {
  const { orderItemId, section, path = null, evidenceUploadId: uploadId = null } = input
  assertStorable(input)
  const item = await accessibleItem(tx, actor, orderItemId)
  if (item === null) throw notFound('orderItemId', `no order line has the id "${orderItemId}"`)
  assertScopeThere(actor, item.scopes, 'discrepancies:write')
  const idempotency = idempotencyOf(actor, input)
  // Before the key is looked for: a request that comes twice at once finds what its twin has made.
  await lockReportsAbout(tx, item.organizationId, item.clinicianId)
  const before = await discrepancyReportedWithKey(tx, idempotency.scope, idempotency.key)
  if (before !== null) return { discrepancy: await replayOf(tx, before, idempotency.requestSha256), replayed: true }

  const { organizationId, clinicianId, timeZone } = item
  const [notice = null] = await lastNoticesOf(tx, organizationId, [clinicianId])
  const submittedAt = timeOf(clock, item)
  assertWindow(item, notice, submittedAt)
  const document = await documentOf(tx, item, notice, input.documentNumber ?? null)
  const disputed = disputedElement(document, { section, path })
  const shouldSay = optionalProseOf(input.shouldSay, 'shouldSay')
  const why = proseOf(input.why, 'why')
  assertWords(disputed, input.says ?? null, shouldSay)
  const subjectSha256 = subjectDigest(document, disputed, shouldSay)
  const open = await openAbout(tx, organizationId, clinicianId, subjectSha256)
  if (open.sameNumber !== null) {
    const message = `expected something that no open report is about; ${open.sameNumber} is: reply to that one`
    throw UserErrors.one('ALREADY_REPORTED', ['path'], message)
  }
  if (open.count >= MAX_OPEN_DISCREPANCIES) {
    const message = `expected fewer than ${MAX_OPEN_DISCREPANCIES} open reports about one clinician, got ${open.count}`
    throw UserErrors.one('LIMIT_REACHED', ['orderItemId'], message)
  }
  const order = await orderById(tx, organizationId, item.orderId)
  invariant(order, 'a line has an order')
  const discrepancyId = newId('discrepancy')
  const promise = promiseAt(submittedAt, OUTCOME_BUSINESS_DAYS, timeZone)
  await insertDiscrepancy(tx, {
    ...{ id: discrepancyId, mode: actor.mode, organizationId, orderItemId, orderNumber: order.sequence, clinicianId },
    ...{ documentId: document.id, disputed, subjectSha256, shouldSay, why, actor, idempotency, submittedAt, promise },
  })
  const step = { discrepancyId, kind: 'SUBMITTED', actorKind: actor.kind, occurredAt: submittedAt } as const
  await addDiscrepancyEvent(tx, { ...step, dueOn: promise.dueOn })
  if (uploadId !== null) {
    const standing = standingOf(actor, organizationId)
    await addEvidence(tx, { discrepancyId, uploadId, standing, addedAt: submittedAt, now: clock.now() })
  }
  return { discrepancy: await existing(tx, discrepancyId), replayed: false }
}

/** What the database, or the digest of the request, could not take as it is. */
function assertStorable(input: ReportDiscrepancyInput): void {
  const wrong = Object.entries(input).filter(([, value]) => typeof value === 'string' && !isStorableText(value))
  if (wrong.length === 0) return
  const message = 'expected a text without U+0000 and without half a surrogate pair'
  throw new UserErrors(wrong.map(([field]) => ({ code: 'INVALID_INPUT', field: [field], message })))
}

function idempotencyOf({ id, mode }: VendorActor | UserActor, input: ReportDiscrepancyInput) {
  const problems = checkIdempotencyKey(input.idempotencyKey)
  if (problems.length > 0) throw new UserErrors(problems)
  const { idempotencyKey: key, ...asked } = input
  // What is left out is what is null, so that a field that a later release adds does not make an old request another one.
  const told = Object.fromEntries(Object.entries(asked).filter(([, value]) => value != null))
  return { scope: `${id} ${mode}`, key, requestSha256: sha256Hex(canonicalJson(told)) }
}

async function replayOf(
  tx: Transaction,
  before: { id: string; requestSha256: string },
  requestSha256: string,
): Promise<DiscrepancyRow> {
  if (before.requestSha256 === requestSha256) return await existing(tx, before.id)
  const message = 'this key was used before for another report; take a new key for a new report'
  throw UserErrors.one('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'], message)
}

function assertWindow(item: AccessibleItem, notice: LastNotice | null, at: Date): void {
  if (item.documentId === null) {
    const message = `expected a line that bought a profile, of a completed order, and was not paid back; got ${item.id}`
    throw UserErrors.one('PROFILE_NOT_AVAILABLE', ['orderItemId'], message)
  }
  const { open, until } = discrepancyWindow(item, notice?.noticedAt ?? null, at)
  if (open) return
  const message = `expected a report by ${formatLocalDay(until)} (${until}), the last day for this profile`
  throw UserErrors.one('DISCREPANCY_WINDOW_CLOSED', ['orderItemId'], message)
}

/** The document that is meant: of the line, of the last notice, or of an earlier correction. */
async function documentOf(
  tx: Transaction,
  { id, organizationId, documentId }: AccessibleItem,
  notice: LastNotice | null,
  documentNumber: string | null,
): Promise<DocumentWithContent> {
  if (documentNumber === null) {
    const [document] = await documentsByIds(tx, documentId === null ? [] : [documentId])
    invariant(document, 'a document is not deleted')
    return document
  }
  const [document] = await documentsByNumber(tx, [{ organizationId, documentNumber }])
  const corrected = await tx.rows(CORRECTED_DOCUMENTS, [id])
  const known = [documentId, notice?.documentId, ...corrected.map((one) => one.documentId)]
  if (document !== undefined && known.includes(document.id)) return document
  throw notFound('documentNumber', `no document of this line has the number "${documentNumber}"`)
}

/** What the reporter reads there must be what the document says: else the two do not mean the same. */
function assertWords(disputed: DisputedElement, says: string | null, shouldSay: string | null): void {
  if (!saysTheSame(disputed.says, says)) {
    // Not what it says: the caller may not be allowed to read profiles.
    const expected = disputed.says === null ? 'null, for it says nothing there' : 'what the document says there'
    throw UserErrors.one(
      'INVALID_INPUT',
      ['says'],
      `expected ${expected}, got ${says === null ? 'null' : 'other words'}`,
    )
  }
  if (shouldSay === null && disputed.says === null) {
    throw UserErrors.one('INVALID_INPUT', ['shouldSay'], 'expected what should stand where nothing does, got null')
  }
  if (shouldSay !== null && saysTheSame(disputed.says, shouldSay)) {
    throw UserErrors.one('INVALID_INPUT', ['shouldSay'], 'expected something else than what it says, got the same')
  }
}

async function existing(tx: Transaction, id: string): Promise<DiscrepancyRow> {
  const report = await discrepancyById(tx, id)
  invariant(report, 'a discrepancy report is not deleted')
  return report
}

function notFound(field: string, message: string): UserErrors {
  return UserErrors.one('NOT_FOUND', [field], message)
}
