import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { DirectoryFact } from './directory.record.js'

/** The numbers by which a clinician can be known. */
export interface DirectoryNumbers {
  npi: string | null
  ecfmgNumber: string | null
  nccpaNumber: string | null
}

/** A clinician of the directory, with what one source says of him or her now. */
export interface KnownClinician extends DirectoryNumbers {
  id: string
  kind: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT'
  /** `YYYY-MM-DD` */
  birthDate: string | null
  city: string | null
  state: string | null
  /** Key of the record that the source has of the clinician; null if it has none. */
  recordKey: string | null
  /** By section and position. */
  facts: DirectoryFact[]
}

const KNOWN = `select c.id, c.kind, c.npi, c.ecfmg_number as "ecfmgNumber", c.nccpa_number as "nccpaNumber",
    c.birth_date as "birthDate", c.city, c.state,
    (select record_key from source_records r
      where r.clinician_id = c.id and r.source = $2 and r.no_longer_reported_at is null) as "recordKey",
    (select coalesce(json_agg(json_build_object('section', section, 'key', fact_key, 'position', position,
              'value', value, 'lastReportedOn', last_reported_on) order by section, position, fact_key), '[]')
       from clinician_facts f
      where f.clinician_id = c.id and f.source = $2 and f.no_longer_reported_at is null) as facts
  from clinicians c`

const BY_NUMBERS = readStatement<KnownClinician>(
  'directory_known_by_numbers',
  `${KNOWN} where c.id in (
     select id from clinicians where mode = $1 and npi = any ($3::text[])
     union select id from clinicians where mode = $1 and ecfmg_number = any ($4::text[])
     union select id from clinicians where mode = $1 and nccpa_number = any ($5::text[]))`,
)

/** The clinicians of the mode who are known by one of these numbers, with what the source says of each. */
export async function knownByNumbers(
  tx: Transaction,
  { mode, source }: { mode: Mode; source: string },
  numbers: readonly DirectoryNumbers[],
): Promise<KnownClinician[]> {
  const of = (kind: keyof DirectoryNumbers) => numbers.map((each) => each[kind]).filter((number) => number !== null)
  return await tx.rows(BY_NUMBERS, [mode, source, of('npi'), of('ecfmgNumber'), of('nccpaNumber')])
}

const BY_RECORDS = readStatement<KnownClinician>(
  'directory_known_by_records',
  `${KNOWN} where c.id in (
     select clinician_id from source_records
      where mode = $1 and source = $2 and record_key = any ($3) and no_longer_reported_at is null)`,
)

/** The clinicians of whom the source has records of these keys. */
export async function knownByRecords(
  tx: Transaction,
  { mode, source }: { mode: Mode; source: string },
  keys: readonly string[],
): Promise<KnownClinician[]> {
  return await tx.rows(BY_RECORDS, [mode, source, keys])
}

/** What a source knows of who a clinician is. */
export interface KnownIdentity extends DirectoryNumbers {
  clinicianId: string
  /** `YYYY-MM-DD` */
  birthDate: string | null
}

const FILL_IDENTITIES = writeStatement(
  'directory_fill_identities',
  `update clinicians c
      set npi = coalesce(c.npi, k.npi), ecfmg_number = coalesce(c.ecfmg_number, k.ecfmg_number),
          nccpa_number = coalesce(c.nccpa_number, k.nccpa_number), birth_date = coalesce(c.birth_date, k.birth_date),
          updated_at = $6
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[])
       as k (id, npi, ecfmg_number, nccpa_number, birth_date)
    where c.id = k.id
      and (c.npi is null and k.npi is not null or c.ecfmg_number is null and k.ecfmg_number is not null
        or c.nccpa_number is null and k.nccpa_number is not null or c.birth_date is null and k.birth_date is not null)`,
)

/**
 * Fills in the numbers and the birth date that the directory does not know of its clinicians, so that they are found by
 * them; what it knows already stays. No other clinician may have one of the numbers.
 */
export async function fillIdentities(tx: Transaction, identities: readonly KnownIdentity[], now: Date): Promise<void> {
  if (identities.length === 0) return
  const column = (name: keyof KnownIdentity) => identities.map((each) => each[name])
  const [ids, npis, ecfmg] = [column('clinicianId'), column('npi'), column('ecfmgNumber')]
  await tx.write(FILL_IDENTITIES, [ids, npis, ecfmg, column('nccpaNumber'), column('birthDate'), now])
}
