import { pipeline } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { Transaction } from '../db/database.js'
import { fullNameKey } from '../kernel/names.js'
import type { DirectoryBatch } from './directory.batch.js'
import type { AmendedFact, DirectoryEntry, DirectoryFact, DirectoryName, DirectoryRecord } from './directory.record.js'

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
const RECORD_COLUMNS =
  'mode, source, record_key, clinician_id, heads, content_sha256, reported_on, deactivated_on, reactivated_on, as_of'

/**
 * Tables of this session in the form of the real ones; they empty themselves when the transaction ends, and are emptied
 * for a second batch of it. A temporary table is not logged, and the rows of two loads never meet in it. A `whole` record
 * speaks of everything that its source knows of the clinician: what is not staged with it has vanished.
 */
const CREATE_STAGING = `
  set client_min_messages = warning;
  create temporary table if not exists staged_clinicians on commit delete rows as
    select ${CLINICIAN_COLUMNS} from clinicians with no data;
  create temporary table if not exists staged_names on commit delete rows as
    select ${NAME_COLUMNS} from clinician_names with no data;
  create temporary table if not exists staged_facts on commit delete rows as
    select ${FACT_COLUMNS}, null::text[] as keep from clinician_facts with no data;
  create temporary table if not exists staged_records on commit delete rows as
    select ${RECORD_COLUMNS}, true as whole from source_records with no data;
  create temporary table if not exists compared_facts on commit delete rows as
    select id, clinician_id, section, source, fact_key, value as before, value as after, position, last_reported_on,
           retrieved_at from clinician_facts with no data;
  reset client_min_messages;
  delete from staged_clinicians;
  delete from staged_names;
  delete from staged_facts;
  delete from staged_records;
  delete from compared_facts;
`

/** For a second use in one transaction, after records that say nothing. */
export const EMPTY_STAGING = 'delete from staged_records; delete from compared_facts'

/** With the number of rows known, PostgreSQL looks the few staged clinicians up and does not go through all others. */
const ANALYZE_STAGING = `
  set local enable_seqscan = on;
  set local random_page_cost = 1.1;
  analyze staged_clinicians, staged_names, staged_facts, staged_records;
`

/** Writes clinicians whom nobody knew straight into the directory: there is nothing to compare them with. */
export async function copyNewClinicians(
  tx: Transaction,
  batch: DirectoryBatch,
  placed: readonly PlacedEntry<DirectoryRecord>[],
): Promise<void> {
  await copy(tx, 'clinicians', CLINICIAN_COLUMNS, placed, (each) => clinicianLine(each, batch))
  await copy(tx, 'clinician_names', NAME_COLUMNS, placed, nameLines)
  await copy(tx, 'clinician_facts', FACT_COLUMNS, placed, (each) => factLines(each, batch))
  await copy(tx, 'source_records', RECORD_COLUMNS, placed, (each) => line(recordValues(each, batch)))
}

/** Writes what has changed into the staging tables, for the statements that compare it with the directory. */
export async function copyToStaging(
  tx: Transaction,
  batch: DirectoryBatch,
  placed: readonly PlacedEntry[],
): Promise<void> {
  await tx.client.query(CREATE_STAGING)
  const records = placed.filter((each): each is PlacedEntry<DirectoryRecord> => each.entry.type === 'RECORD')
  await copy(tx, 'staged_clinicians', CLINICIAN_COLUMNS, records, (each) => clinicianLine(each, batch))
  await copy(tx, 'staged_names', NAME_COLUMNS, placed, nameLines)
  await copy(tx, 'staged_facts', `${FACT_COLUMNS}, keep`, placed, (each) => factLines(each, batch, true))
  await copy(tx, 'staged_records', `${RECORD_COLUMNS}, whole`, placed, (each) =>
    line([...recordValues(each, batch), String(each.entry.type !== 'AMENDMENT')]),
  )
  await tx.client.query(ANALYZE_STAGING)
}

/** Stages the records of those keys as ones that are whole and say nothing; those that have vanished already not. */
export async function stageSilence(tx: Transaction, batch: DirectoryBatch, keys: readonly string[]): Promise<void> {
  await tx.client.query(CREATE_STAGING)
  await tx.client.query(
    `insert into staged_records (${RECORD_COLUMNS}, whole)
     select ${RECORD_COLUMNS}, true from source_records
      where mode = $1 and source = $2 and record_key = any ($3) and no_longer_reported_at is null`,
    [batch.mode, batch.source, keys],
  )
  await tx.client.query(ANALYZE_STAGING)
}

/** Characters that go out at once: PostgreSQL works on them while the next ones are written. */
const CHUNK_LENGTH = 1 << 17

async function copy<Entry extends DirectoryEntry>(
  tx: Transaction,
  table: string,
  columns: string,
  placed: readonly PlacedEntry<Entry>[],
  toLines: (placed: PlacedEntry<Entry>) => string,
): Promise<void> {
  await pipeline(chunks(placed, toLines), tx.client.query(from(`copy ${table} (${columns}) from stdin`)))
}

function* chunks<Item>(items: readonly Item[], toLines: (item: Item) => string): Generator<string> {
  let text = ''
  for (const item of items) {
    text += toLines(item)
    if (text.length < CHUNK_LENGTH) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function clinicianLine({ entry, clinicianId }: PlacedEntry<DirectoryRecord>, { now }: DirectoryBatch): string {
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
function nameLines({ entry, clinicianId }: PlacedEntry): string {
  const written = new Set<string>()
  let lines = ''
  for (const name of namesOf(entry)) {
    const first = name.first ?? (entry.type === 'RECORD' ? entry.first : null)
    const key = fullNameKey(name.last, first ?? '')
    if (written.has(name.type + key)) continue
    written.add(name.type + key)
    lines += line([clinicianId, key, name.type, entry.source, first, name.middle, name.last, name.suffix])
  }
  return lines
}

function namesOf(entry: DirectoryEntry): readonly DirectoryName[] {
  return entry.type === 'AMENDMENT' ? [] : (entry.names ?? [])
}

function factLines({ entry, clinicianId }: PlacedEntry, { now }: DirectoryBatch, withKeep = false): string {
  const at = now.toISOString()
  const source = escapeCopy(entry.source)
  let lines = ''
  for (const fact of entry.facts) {
    const element = `${clinicianId}\t${fact.section}\t${source}\t${escapeCopy(fact.key)}\t${fact.position}`
    const said = `${escapeJson(JSON.stringify(fact.value))}\t${fact.lastReportedOn ?? '\\N'}\t${at}`
    lines += withKeep ? `${element}\t${said}\t${keepOf(fact) ?? '\\N'}\n` : `${element}\t${said}\n`
  }
  return lines
}

function keepOf(fact: DirectoryFact | AmendedFact): string | null {
  return 'keep' in fact ? `{${fact.keep.join(',')}}` : null
}

function recordValues({ entry, clinicianId, digest }: PlacedEntry, { asOf }: DirectoryBatch): (string | null)[] {
  const { reportedOn = null, deactivatedOn = null, reactivatedOn = null } = entry.dates ?? {}
  const heads = entry.type === 'RECORD' && !entry.givesWay
  return [
    entry.mode,
    entry.source,
    entry.recordKey,
    clinicianId,
    String(heads),
    `\\x${digest}`,
    reportedOn,
    deactivatedOn,
    reactivatedOn,
    asOf,
  ]
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

/** JSON has no tabs and line ends of its own. */
function escapeJson(json: string): string {
  return json.includes('\\') ? json.replaceAll('\\', '\\\\') : json
}
