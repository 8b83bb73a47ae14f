import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { Transaction } from '../db/database.js'
import { fullNameKey } from '../kernel/names.js'
import type { AmendedFact, DirectoryEntry, DirectoryFact, DirectoryRecord } from './directory.record.js'

/** An entry and the clinician that it is about. */
export interface PlacedEntry<Entry extends DirectoryEntry = DirectoryEntry> {
  entry: Entry
  clinicianId: string
  /** SHA-256 of the entry, hex. */
  digest: string
}

const CLINICIAN_COLUMNS =
  'id, mode, kind, npi, ecfmg_number, nccpa_number, first_name, middle_name, last_name, suffix, credential, birth_date, ' +
  'city, state, created_at, updated_at'
const NAME_COLUMNS = 'clinician_id, name_key, type, source, first_name, middle_name, last_name, suffix'
const FACT_COLUMNS = 'clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at'
const RECORD_COLUMNS = 'source, record_key, clinician_id, content_sha256, reported_on, deactivated_on, reactivated_on'

/**
 * Tables of this session in the form of the real ones; they empty themselves when the transaction ends. A temporary
 * table is not logged, and the rows of two loads never meet in it.
 */
const CREATE_STAGING = `
  set client_min_messages = warning;
  create temporary table if not exists staged_clinicians on commit delete rows as
    select ${CLINICIAN_COLUMNS}, false as gives_way from clinicians with no data;
  create temporary table if not exists staged_names on commit delete rows as
    select ${NAME_COLUMNS} from clinician_names with no data;
  create temporary table if not exists staged_facts on commit delete rows as
    select ${FACT_COLUMNS}, null::text[] as keep from clinician_facts with no data;
  create temporary table if not exists staged_records on commit delete rows as
    select ${RECORD_COLUMNS} from source_records with no data;
  reset client_min_messages;
`

/** With the number of rows known, PostgreSQL looks the few staged clinicians up and does not go through all others. */
const ANALYZE_STAGING = `
  set local enable_seqscan = on;
  set local random_page_cost = 1.1;
  analyze staged_clinicians, staged_names, staged_facts, staged_records;
`

/** Writes clinicians whom nobody knew straight into the directory: there is nothing to compare them with. */
export async function copyNewClinicians(
  tx: Transaction,
  placed: readonly PlacedEntry<DirectoryRecord>[],
  now: Date,
): Promise<void> {
  await copy(tx, 'clinicians', CLINICIAN_COLUMNS, placed, (each) => clinicianLine(each, now))
  await copy(tx, 'clinician_names', NAME_COLUMNS, placed, nameLines)
  await copy(tx, 'clinician_facts', FACT_COLUMNS, placed, (each) => factLines(each, now))
  await copy(tx, 'source_records', RECORD_COLUMNS, placed, recordLine)
}

/** Writes what has changed into the staging tables, for the statements that compare it with the directory. */
export async function copyToStaging(tx: Transaction, placed: readonly PlacedEntry[], now: Date): Promise<void> {
  await tx.client.query(CREATE_STAGING)
  const records = placed.filter((each): each is PlacedEntry<DirectoryRecord> => each.entry.type === 'RECORD')
  await copy(tx, 'staged_clinicians', `${CLINICIAN_COLUMNS}, gives_way`, records, (each) =>
    clinicianLine(each, now).replace(/\n$/, `\t${each.entry.givesWay}\n`),
  )
  await copy(tx, 'staged_names', NAME_COLUMNS, records, nameLines)
  await copy(tx, 'staged_facts', `${FACT_COLUMNS}, keep`, placed, (each) => factLines(each, now, true))
  await copy(tx, 'staged_records', RECORD_COLUMNS, placed, recordLine)
  await tx.client.query(ANALYZE_STAGING)
}

async function copy<Entry extends DirectoryEntry>(
  tx: Transaction,
  table: string,
  columns: string,
  placed: readonly PlacedEntry<Entry>[],
  toLines: (placed: PlacedEntry<Entry>) => string,
): Promise<void> {
  let text = ''
  for (const each of placed) text += toLines(each)
  if (text === '') return
  const stream = tx.client.query(from(`copy ${table} (${columns}) from stdin`))
  stream.end(text)
  await finished(stream)
}

function clinicianLine({ entry, clinicianId }: PlacedEntry<DirectoryRecord>, now: Date): string {
  const at = now.toISOString()
  return line([
    clinicianId,
    entry.mode,
    entry.kind,
    entry.npi,
    entry.ecfmgNumber,
    entry.nccpaNumber,
    entry.first,
    entry.middle,
    entry.last,
    entry.suffix,
    entry.credential,
    entry.birthDate,
    entry.city,
    entry.state,
    at,
    at,
  ])
}

/** Two spellings of one name have one key: the first stands for both. */
function nameLines({ entry, clinicianId }: PlacedEntry<DirectoryRecord>): string {
  const written = new Set<string>()
  let lines = ''
  for (const name of entry.names) {
    const first = name.first ?? entry.first
    const key = fullNameKey(name.last, first ?? '')
    if (written.has(name.type + key)) continue
    written.add(name.type + key)
    lines += line([clinicianId, key, name.type, entry.source, first, name.middle, name.last, name.suffix])
  }
  return lines
}

function factLines({ entry, clinicianId }: PlacedEntry, now: Date, withKeep = false): string {
  const at = now.toISOString()
  let lines = ''
  for (const fact of entry.facts) {
    const values = [
      clinicianId,
      fact.section,
      entry.source,
      fact.key,
      String(fact.position),
      JSON.stringify(fact.value),
      fact.lastReportedOn,
      at,
    ]
    lines += line(withKeep ? [...values, keepOf(fact)] : values)
  }
  return lines
}

function keepOf(fact: DirectoryFact | AmendedFact): string | null {
  return 'keep' in fact ? `{${fact.keep.join(',')}}` : null
}

function recordLine({ entry, clinicianId, digest }: PlacedEntry): string {
  const { reportedOn = null, deactivatedOn = null, reactivatedOn = null } = entry.dates ?? {}
  const dates = [reportedOn, deactivatedOn, reactivatedOn]
  return line([entry.source, entry.recordKey, clinicianId, `\\x${digest}`, ...dates])
}

/** One line of COPY's text format. */
function line(values: readonly (string | null)[]): string {
  let text = ''
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    text += (i === 0 ? '' : '\t') + (value === null ? '\\N' : escapeCopy(value))
  }
  return `${text}\n`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeCopy(value: string): string {
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : value
}
