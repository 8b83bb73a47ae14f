import { hash } from 'node:crypto'
import type { Database, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { copyNewClinicians, copyToStaging, type PlacedEntry } from './directory.copy.js'
import { mergeStaged } from './directory.merge.js'
import { isOlderThanKnown } from './directory.recency.js'
import type { DirectoryEntry, DirectoryRecord, RecordDates } from './directory.record.js'

/** What became of entries of a source whose records have no dates; the four add up to their number. */
export interface AppliedCounts {
  /** New clinicians. */
  inserted: number
  /** Clinicians of whom this source says something else than before, or says something for the first time. */
  updated: number
  /** The source says what it said before: nothing was written. */
  unchanged: number
  /** Amendments of clinicians who are not in the directory: nothing was written. */
  unknown: number
}

/** What became of the entries of one batch; the five add up to their number. */
export interface BatchCounts extends AppliedCounts {
  /** The source is known to have said something newer: nothing was written. */
  older: number
}

/** Distinct from the keys of all other advisory locks, which begin alike. */
const BATCH_LOCK = 7_164_205_340

/**
 * Only one batch at a time changes the directory, so that two sources that both find a new clinician do not both add
 * it. The sequential scans are switched off because a first load fills empty tables: PostgreSQL would plan for what it
 * knows of them, nothing, and keep to that plan. Compiling these statements takes far longer than running them. A long
 * statement is this transaction's right.
 */
const BEGIN_BATCH = readStatement<{ locked: string }>(
  'directory_begin_batch',
  `select pg_advisory_xact_lock(${BATCH_LOCK})::text as locked, set_config('enable_seqscan', 'off', true),
     set_config('jit', 'off', true), set_config('statement_timeout', '0', true)`,
)

const KNOWN_RECORDS = readStatement<RecordDates & { recordKey: string; clinicianId: string; digest: string }>(
  'directory_known_records',
  `select record_key as "recordKey", clinician_id as "clinicianId", encode(content_sha256, 'hex') as digest,
          reported_on::text as "reportedOn", deactivated_on::text as "deactivatedOn",
          reactivated_on::text as "reactivatedOn"
     from source_records where source = $1 and record_key = any ($2::text[])`,
)

const BY_NPI = readStatement<{ id: string; number: string }>(
  'directory_clinicians_by_npi',
  'select id, npi as number from clinicians where mode = $1 and npi = any ($2::text[])',
)
const BY_ECFMG_NUMBER = readStatement<{ id: string; number: string }>(
  'directory_clinicians_by_ecfmg',
  'select id, ecfmg_number as number from clinicians where mode = $1 and ecfmg_number = any ($2::text[])',
)
const BY_NCCPA_NUMBER = readStatement<{ id: string; number: string }>(
  'directory_clinicians_by_nccpa',
  'select id, nccpa_number as number from clinicians where mode = $1 and nccpa_number = any ($2::text[])',
)

/**
 * Brings the directory to what `entries` say, in one transaction. All of them come from one source and one mode, and no
 * two have the same record key. A clinician whom another source brought is the same one if mode and NPI agree, else
 * ECFMG number, else NCCPA number; which source then heads it says `DirectoryRecord.givesWay`. An
 * entry that is older than what its source is known to have said changes nothing.
 */
export async function applyDirectoryEntries(
  database: Database,
  entries: readonly DirectoryEntry[],
  now: Date,
): Promise<BatchCounts> {
  const [first] = entries
  if (first === undefined) return { inserted: 0, updated: 0, unchanged: 0, unknown: 0, older: 0 }
  invariant(
    entries.every((entry) => entry.source === first.source && entry.mode === first.mode),
    'a batch comes from one source and one mode',
  )
  const digested = entries.map((entry) => ({ entry, digest: hash('sha256', JSON.stringify(entry)) }))
  return await database.transaction(async (tx) => {
    await tx.rows(BEGIN_BATCH, [])
    const known = await tx.rows(KNOWN_RECORDS, [first.source, entries.map((entry) => entry.recordKey)])
    const records = new Map(known.map((record) => [record.recordKey, record]))
    const differs = digested.filter(({ entry, digest }) => records.get(entry.recordKey)?.digest !== digest)
    const changed = differs.filter(({ entry }) => {
      const known = records.get(entry.recordKey)
      return known === undefined || !isOlderThanKnown(entry.dates, known)
    })
    const clinicians = await findClinicians(
      tx,
      changed.map(({ entry }) => entry).filter((entry) => !records.has(entry.recordKey)),
    )
    const fresh: PlacedEntry<DirectoryRecord>[] = []
    const differing: PlacedEntry[] = []
    for (const { entry, digest } of changed) {
      const clinicianId = records.get(entry.recordKey)?.clinicianId ?? clinicians.find(entry)
      if (clinicianId !== undefined) differing.push({ entry, digest, clinicianId })
      else if (entry.type === 'RECORD') fresh.push({ entry, digest, clinicianId: clinicians.add(entry) })
    }
    invariant(
      new Set([...fresh, ...differing].map(({ clinicianId }) => clinicianId)).size === fresh.length + differing.length,
      'a source has one record of a clinician',
    )
    if (fresh.length > 0) await copyNewClinicians(tx, fresh, now)
    if (differing.length > 0) {
      await copyToStaging(tx, differing, now)
      await mergeStaged(tx, now)
      await tx.write(UPSERT_RECORDS, [])
    }
    return {
      inserted: fresh.length,
      updated: differing.length,
      unchanged: entries.length - differs.length,
      unknown: changed.length - fresh.length - differing.length,
      older: differs.length - changed.length,
    }
  })
}

const UPSERT_RECORDS = writeStatement(
  'directory_upsert_records',
  `insert into source_records as r
     (source, record_key, clinician_id, content_sha256, reported_on, deactivated_on, reactivated_on)
   select source, record_key, clinician_id, content_sha256, reported_on, deactivated_on, reactivated_on
     from staged_records
   on conflict (source, record_key) do update
      set content_sha256 = excluded.content_sha256, deactivated_on = excluded.deactivated_on,
          reported_on = greatest(r.reported_on, excluded.reported_on),
          reactivated_on = greatest(r.reactivated_on, excluded.reactivated_on)`,
)

/** The clinicians of the directory that a batch speaks of, by each number by which they can be known. */
class KnownClinicians {
  readonly #byNumber = new Map<string, string>()

  note(kind: 'npi' | 'ecfmg' | 'nccpa', number: string | null, id: string): void {
    if (number !== null) this.#byNumber.set(`${kind}:${number}`, id)
  }

  find(entry: DirectoryEntry): string | undefined {
    const byNpi = this.#byNumber.get(`npi:${entry.npi}`)
    if (byNpi !== undefined || entry.type === 'AMENDMENT') return byNpi
    return this.#byNumber.get(`ecfmg:${entry.ecfmgNumber}`) ?? this.#byNumber.get(`nccpa:${entry.nccpaNumber}`)
  }

  add(record: DirectoryRecord): string {
    const id = newId('clinician')
    this.note('npi', record.npi, id)
    this.note('ecfmg', record.ecfmgNumber, id)
    this.note('nccpa', record.nccpaNumber, id)
    return id
  }
}

async function findClinicians(tx: Transaction, entries: readonly DirectoryEntry[]): Promise<KnownClinicians> {
  const found = new KnownClinicians()
  const mode = entries[0]?.mode
  const records = entries.filter((entry) => entry.type === 'RECORD')
  const lookUps = [
    ['npi', BY_NPI, entries.map((entry) => entry.npi)],
    ['ecfmg', BY_ECFMG_NUMBER, records.map((record) => record.ecfmgNumber)],
    ['nccpa', BY_NCCPA_NUMBER, records.map((record) => record.nccpaNumber)],
  ] as const
  for (const [kind, statement, candidates] of lookUps) {
    const numbers = candidates.filter((number) => number !== null)
    if (numbers.length === 0) continue
    for (const { id, number } of await tx.rows(statement, [mode, numbers])) found.note(kind, number, id)
  }
  return found
}

/** Tells PostgreSQL how much there is now, after a load that changed much of it. */
export async function analyzeDirectory(database: Database): Promise<void> {
  await database.dataSource.query('analyze clinicians, clinician_names, clinician_facts, source_records')
}
