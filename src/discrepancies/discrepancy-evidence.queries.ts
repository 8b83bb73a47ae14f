import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { keepFile } from '../files/stored-file.queries.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { lockUpload, markUploadUsed } from '../uploads/upload.queries.js'
import type { Standing } from '../vendors/standing.access.js'
import { MAX_EVIDENCE_FILES } from './discrepancy.rules.js'
import type { DiscrepancyEvidenceType } from './discrepancy.type.js'

/** While a report has no outcome its evidence is kept: longer than any investigation takes. */
const OPEN_YEARS = 10
/** How long evidence is kept after the outcome: as long as account activity is shown. */
const RETENTION_DAYS = 730
const DAY_MS = 86_400_000

const EVIDENCE = `select e.id, e.discrepancy_id as "discrepancyId", u.organization_id as "organizationId",
    u.file_id as "fileId", u.file_name as "fileName", u.content_type as "contentType", u.bytes, u.sha256,
    e.added_at as "addedAt"
  from discrepancy_evidence e join uploads u on u.id = e.upload_id`

const OF_DISCREPANCIES = readStatement<DiscrepancyEvidenceType>(
  'discrepancy_evidence_of',
  `${EVIDENCE} where e.discrepancy_id = any ($1) order by e.discrepancy_id, e.id`,
)

const BY_ID = readStatement<DiscrepancyEvidenceType>(
  'discrepancy_evidence_by_id',
  `${EVIDENCE} where e.id = $1 and u.organization_id = $2`,
)

const INSERT = writeStatement(
  'discrepancy_evidence_insert',
  'insert into discrepancy_evidence (id, discrepancy_id, upload_id, added_at) values ($1, $2, $3, $4)',
)

const COUNT = readStatement<{ count: number }>(
  'discrepancy_evidence_count',
  'select count(*)::int as count from discrepancy_evidence where discrepancy_id = $1',
)

/** The files of the reports, the oldest first. */
export async function evidenceOf(
  reader: Reader,
  discrepancyIds: readonly string[],
): Promise<DiscrepancyEvidenceType[]> {
  return await reader.rows(OF_DISCREPANCIES, [discrepancyIds])
}

/** The file of the organization, or null. */
export async function evidenceById(
  reader: Reader,
  id: string,
  organizationId: string,
): Promise<DiscrepancyEvidenceType | null> {
  const [evidence] = await reader.rows(BY_ID, [id, organizationId])
  return evidence ?? null
}

/** A file that goes with a report, by whom, and when: by the organization's clock, and by the gateway's. */
export interface NewEvidence {
  discrepancyId: string
  uploadId: string
  standing: Standing
  addedAt: Date
  now: Date
}

/**
 * Adds the file of an upload to a report that the caller has taken. It must be the caller's own, complete and unused.
 * @throws UserErrors NOT_FOUND, UPLOAD_UNUSABLE, LIMIT_REACHED
 */
export async function addEvidence(tx: Transaction, evidence: NewEvidence): Promise<string> {
  const { discrepancyId, uploadId, standing, addedAt, now } = evidence
  const field = ['evidenceUploadId']
  const upload = await lockUpload(tx, uploadId, standing, 'DISCREPANCY_EVIDENCE')
  if (upload === null) throw UserErrors.one('NOT_FOUND', field, `no upload has the id "${uploadId}"`)
  const { state, fileId, expiresAt } = upload
  if (state !== 'COMPLETED' || fileId === null || expiresAt <= now) {
    const message = `expected an upload that is complete, unused and not expired, got one that is ${state}`
    throw UserErrors.one('UPLOAD_UNUSABLE', field, message)
  }
  const [row] = await tx.rows(COUNT, [discrepancyId])
  invariant(row, 'a count has a row')
  if (row.count >= MAX_EVIDENCE_FILES) {
    const message = `expected at most ${MAX_EVIDENCE_FILES} files with a report, got one more`
    throw UserErrors.one('LIMIT_REACHED', field, message)
  }
  const id = newId('discrepancyEvidence')
  await tx.write(INSERT, [id, discrepancyId, uploadId, addedAt])
  await markUploadUsed(tx, uploadId)
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() + OPEN_YEARS)
  await keepFile(tx, fileId, until)
  return id
}

/** Lets the files of a report that has ended be deleted when the time for which they are kept is over. */
export async function releaseEvidence(tx: Transaction, discrepancyId: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + RETENTION_DAYS * DAY_MS)
  for (const { fileId } of await evidenceOf(tx, [discrepancyId])) {
    if (fileId !== null) await keepFile(tx, fileId, until)
  }
}
