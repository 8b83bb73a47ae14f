import { applyDrafts } from '../clinicians/directory.apply.js'
import type { DirectoryRecord } from '../clinicians/directory.record.js'
import type { Transaction } from '../db/database.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { sandboxRecords } from './sandbox.clinicians.js'
import { DEACTIVATED_PHYSICIAN_NPI, EXPIRED_LICENSE_PHYSICIAN_NPI } from './sandbox.physicians.js'
import { SANDBOX_SOURCES } from './sandbox.sources.js'

/** What a change makes of the status of a fictional license. */
const CHANGED_STATUS = 'Inactive'

/** What these are there for is said of their licenses. */
const FIXED: ReadonlySet<string | null> = new Set([DEACTIVATED_PHYSICIAN_NPI, EXPIRED_LICENSE_PHYSICIAN_NPI])

/**
 * Makes the first license of a fictional clinician inactive, or what it was before, by the way that files of sources take;
 * returns its status from now on. Null for one who has no license, whose license is to stay as it is, or who is not of the sandbox.
 */
export async function toggleLicense(tx: Transaction, now: Date, npi: string | null): Promise<string | null> {
  const record = sandboxRecords().find((one) => one.npi === npi && one.source === SANDBOX_SOURCES.stateBoards)
  if (record === undefined || FIXED.has(record.npi) || !record.facts.some(({ section }) => section === 'LICENSES'))
    return null
  const batch = { source: record.source, mode: record.mode, now, loadId: null, asOf: null }
  // What the source said last is told by what applying it changes.
  for (const wanted of [withStatus(record, CHANGED_STATUS), record]) {
    const draft = { recordKey: wanted.recordKey, rows: 1, toEntry: () => wanted }
    const { updated } = await applyDrafts(tx, batch, [{ ...draft, digest: sha256Hex(canonicalJson(wanted)) }])
    if (updated > 0) return statusOf(wanted)
  }
  return statusOf(record)
}

function withStatus(record: DirectoryRecord, status: string): DirectoryRecord {
  const first = record.facts.findIndex(({ section }) => section === 'LICENSES')
  const facts = record.facts.map((one, index) => (index === first ? { ...one, value: { ...one.value, status } } : one))
  return { ...record, facts }
}

function statusOf({ facts }: DirectoryRecord): string {
  const value = facts.find(({ section }) => section === 'LICENSES')?.value
  return value !== undefined && 'status' in value ? String(value.status) : ''
}
