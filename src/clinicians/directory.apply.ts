import { hash } from 'node:crypto'
import type { Database, Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import type { LocalDay } from '../kernel/local-day.js'
import { beginBatch, type DirectoryBatch } from './directory.batch.js'
import { copyNewClinicians, type PlacedEntry } from './directory.copy.js'
import { DirectoryIdentities, type EntrySkipReason } from './directory.identity.js'
import { mergeEntries } from './directory.merge.js'
import { isOlderThanKnown } from './directory.recency.js'
import type { DirectoryEntry, DirectoryRecord, RecordDates } from './directory.record.js'
import { retireRecords } from './directory.vanish.js'

/** What became of the rows of one batch; the four add up to their number. */
export interface AppliedCounts {
  /** New clinicians. */
  inserted: number
  /** Clinicians of whom this source says something else than before, or says something for the first time. */
  updated: number
  /** The source says what it said before: nothing was written. */
  unchanged: number
  /** Nothing was written of these either. */
  skipped: Readonly<Partial<Record<EntrySkipReason, number>>>
}

/** An entry that is made only if it differs from what the source said before. */
export interface EntryDraft {
  recordKey: string
  /** SHA-256 of everything that the entry is made of, hex. */
  digest: string
  /** Of how many rows of a file it is made; it counts as often. */
  rows: number
  toEntry(): DirectoryEntry
}

interface KnownRecord extends RecordDates {
  recordKey: string
  clinicianId: string
  digest: string
  asOf: string | null
  hasVanished: boolean
  vanishedOn: string | null
}

const KNOWN_RECORDS = readStatement<KnownRecord>(
  'directory_known_records',
  `select record_key as "recordKey", clinician_id as "clinicianId", encode(content_sha256, 'hex') as digest,
          reported_on::text as "reportedOn", deactivated_on::text as "deactivatedOn",
          reactivated_on::text as "reactivatedOn", as_of::text as "asOf",
          no_longer_reported_at is not null as "hasVanished", no_longer_reported_on::text as "vanishedOn"
     from source_records where mode = $1 and source = $2 and record_key = any ($3::text[])`,
)

/** `applyDrafts` in a transaction of its own, of entries of one source and mode that no file brought. */
export async function applyDirectoryEntries(
  database: Database,
  entries: readonly DirectoryEntry[],
  now: Date,
  origin: Partial<Pick<DirectoryBatch, 'loadId' | 'asOf'>> = {},
): Promise<AppliedCounts> {
  const [first] = entries
  if (first === undefined) return { inserted: 0, updated: 0, unchanged: 0, skipped: {} }
  const batch = { source: first.source, mode: first.mode, now, loadId: null, asOf: null, ...origin }
  const drafts = entries.map((entry) => ({
    recordKey: entry.recordKey,
    digest: hash('sha256', JSON.stringify(entry)),
    rows: 1,
    toEntry: () => entry,
  }))
  return await database.transaction((tx) => applyDrafts(tx, batch, drafts))
}

/**
 * Brings the directory to what the entries say, in the given transaction, which then holds the lock of the batch. No two
 * entries have the same record key. A clinician whom another source brought is the same one if the mode and a number
 * agree; which source then heads it says `DirectoryRecord.givesWay`. What the source has said before costs one look-up
 * by key; an entry that is older than what it is known to have said changes nothing.
 */
export async function applyDrafts(
  tx: Transaction,
  batch: DirectoryBatch,
  drafts: readonly EntryDraft[],
): Promise<AppliedCounts> {
  await beginBatch(tx)
  const known = await tx.rows(KNOWN_RECORDS, [batch.mode, batch.source, drafts.map(({ recordKey }) => recordKey)])
  const records = new Map(known.map((record) => [record.recordKey, record]))
  const counts = { inserted: 0, updated: 0, unchanged: 0, skipped: {} as Partial<Record<EntrySkipReason, number>> }
  const skip = (reason: EntrySkipReason, { rows }: EntryDraft): void => {
    counts.skipped[reason] = (counts.skipped[reason] ?? 0) + rows
  }

  const differing: { draft: EntryDraft; entry: DirectoryEntry; record: KnownRecord | undefined }[] = []
  for (const draft of drafts) {
    const record = records.get(draft.recordKey)
    if (record?.digest === draft.digest && !record.hasVanished) {
      counts.unchanged += draft.rows
      continue
    }
    const entry = draft.toEntry()
    invariant(
      entry.source === batch.source && entry.mode === batch.mode && entry.recordKey === draft.recordKey,
      'an entry has the source, the mode and the key of its draft',
    )
    if (record !== undefined && isOvertaken(entry, record, batch.asOf)) skip('OLDER_THAN_KNOWN', draft)
    else differing.push({ draft, entry, record })
  }
  if (differing.length === 0) return counts

  const identities = await DirectoryIdentities.of(
    tx,
    batch,
    differing.map(({ entry }) => entry),
    differing.flatMap(({ record }) => (record?.hasVanished ? [record.clinicianId] : [])),
  )
  const fresh: PlacedEntry<DirectoryRecord>[] = []
  const changed: PlacedEntry[] = []
  const departed: string[] = []
  for (const { draft, entry, record } of differing) {
    if (entry.type === 'SUPPLEMENT' && record !== undefined && identities.find(entry) !== record.clinicianId) {
      departed.push(entry.recordKey)
    }
    const placement = identities.place(entry, record?.clinicianId)
    if ('skipped' in placement) {
      skip(placement.skipped, draft)
    } else if (placement.isNew && entry.type === 'RECORD') {
      fresh.push({ ...placement, entry, digest: draft.digest })
      counts.inserted += draft.rows
    } else {
      changed.push({ ...placement, entry, digest: draft.digest })
      counts.updated += draft.rows
    }
  }
  if (departed.length > 0) await retireRecords(tx, batch, departed)
  if (fresh.length > 0) await copyNewClinicians(tx, batch, fresh)
  if (changed.length > 0) await mergeEntries(tx, batch, changed)
  return counts
}

/** Whether the source is known to have said something newer, by the dates of its records, else by those of its files. */
function isOvertaken(entry: DirectoryEntry, known: KnownRecord, asOf: LocalDay | null): boolean {
  if (isOlderThanKnown(entry.dates, known)) return true
  if (asOf === null) return false
  if (known.vanishedOn !== null && asOf < known.vanishedOn) return true
  return entry.dates === undefined && known.asOf !== null && asOf < known.asOf
}

/** The part of a table that has to have changed for its statistics to be taken again, as autovacuum has it. */
const GROWN_TABLES = readStatement<{ name: string }>(
  'directory_grown_tables',
  `select relname as name from pg_class
    where oid = any (array['clinicians', 'clinician_names', 'clinician_facts', 'source_records', 'clinician_changes']::regclass[])
      and pg_stat_get_mod_since_analyze(oid) > 0.1 * greatest(reltuples, 0)`,
)

/**
 * Tells PostgreSQL how much there is now, where a load changed more than a tenth of a table; autovacuum would, but only
 * minutes later. What changed less costs nothing here.
 */
export async function analyzeGrownTables(tx: Transaction): Promise<void> {
  const grown = await tx.rows(GROWN_TABLES, [])
  if (grown.length > 0) await tx.client.query(`analyze ${grown.map(({ name }) => name).join(', ')}`)
}
