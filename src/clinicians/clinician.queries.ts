import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { fullNameKey } from '../kernel/names.js'
import type { CheckedCriterion } from './clinician.rules.js'
import type { ClinicianNameType, ClinicianType } from './clinician.type.js'

/** A search never gives more; who finds that many must ask for more exactly. */
const MAX_MATCHES = 50

const COLUMNS = `c.id, c.kind, c.npi, c.first_name as "firstName", c.middle_name as "middleName",
  c.last_name as "lastName", c.suffix, c.credential, extract(year from c.birth_date)::int as "birthYear", c.city, c.state`

const byColumn = (column: 'npi' | 'ecfmg_number' | 'nccpa_number') =>
  readStatement<ClinicianType>(
    `clinician_by_${column}`,
    `select ${COLUMNS} from clinicians c where c.mode = $1 and c.${column} = $2`,
  )
const BY_NPI = byColumn('npi')
const BY_ECFMG_NUMBER = byColumn('ecfmg_number')
const BY_NCCPA_NUMBER = byColumn('nccpa_number')

/** A clinician with the name by which it was found. */
export interface NamedRow extends ClinicianType {
  matchedType: ClinicianNameType
  matchedFirstName: string | null
  matchedMiddleName: string | null
  matchedLastName: string
  matchedSuffix: string | null
}

const BY_NAME = readStatement<NamedRow>(
  'clinicians_by_name',
  `select * from (
     select distinct on (c.id) ${COLUMNS},
            n.type as "matchedType", n.first_name as "matchedFirstName", n.middle_name as "matchedMiddleName",
            n.last_name as "matchedLastName", n.suffix as "matchedSuffix"
       from clinicians c join clinician_names n on n.clinician_id = c.id
      where c.mode = $1 and c.birth_date = $2::date and n.name_key = $3
      order by c.id, array_position(array['LEGAL', 'FORMER', 'OTHER'], n.type)
   ) found
   order by "lastName", "firstName", id
   limit ${MAX_MATCHES}`,
)

const BY_IDS = readStatement<ClinicianType>(
  'clinicians_by_ids',
  `select ${COLUMNS} from clinicians c where c.mode = $1 and c.id = any ($2)`,
)

const KNOWN_BY_NPIS = readStatement<{ id: string; npi: string }>(
  'clinicians_known_by_npis',
  'select id, npi from clinicians where mode = $1 and npi = any ($2)',
)

/** Clinicians of the mode by a number; none or one. */
export async function cliniciansByNumber(
  reader: Reader,
  mode: Mode,
  criterion: Exclude<CheckedCriterion, { kind: 'NAME_AND_BIRTH_DATE' }>,
): Promise<ClinicianType[]> {
  switch (criterion.kind) {
    case 'NPI':
      return await reader.rows(BY_NPI, [mode, criterion.npi])
    case 'ECFMG_NUMBER':
      return await reader.rows(BY_ECFMG_NUMBER, [mode, criterion.ecfmgNumber])
    case 'NCCPA_NUMBER':
      return await reader.rows(BY_NCCPA_NUMBER, [mode, criterion.nccpaNumber])
  }
}

/** Clinicians of the mode who have, or had, the name and were born on the day. */
export async function cliniciansByName(
  reader: Reader,
  mode: Mode,
  criterion: Extract<CheckedCriterion, { kind: 'NAME_AND_BIRTH_DATE' }>,
): Promise<NamedRow[]> {
  return await reader.rows(BY_NAME, [mode, criterion.birthDate, fullNameKey(criterion.lastName, criterion.firstName)])
}

/** Clinicians of the mode by id; unknown ids, and ids of the other mode, are left out. */
export async function cliniciansByIds(reader: Reader, mode: Mode, ids: readonly string[]): Promise<ClinicianType[]> {
  return await reader.rows(BY_IDS, [mode, ids])
}

/** Who of the mode has one of `npis`. */
export async function cliniciansKnownByNpis(
  reader: Reader,
  mode: Mode,
  npis: readonly string[],
): Promise<{ id: string; npi: string }[]> {
  return await reader.rows(KNOWN_BY_NPIS, [mode, npis])
}
