import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { directoryStatement, listOf } from '../db/statement.js'
import { CLINICIAN_KINDS, type ClinicianKind, type ClinicianNameType, type ClinicianType } from './clinician.type.js'

const COLUMNS = `c.id, c.kind, c.npi, c.first_name as "firstName", c.middle_name as "middleName",
  c.last_name as "lastName", c.suffix, c.credential, extract(year from c.birth_date)::int as "birthYear", c.city, c.state`

/** A clinician with the number by which it was found. */
export interface NumberedRow extends ClinicianType {
  number: string
}

const byColumn = (column: 'npi' | 'ecfmg_number' | 'nccpa_number', kinds: readonly ClinicianKind[]) =>
  directoryStatement<NumberedRow>(
    `clinicians_by_${column}`,
    `select ${COLUMNS}, c.${column} as number from clinicians c
      where c.mode = $1 and c.${column} = any (${listOf('$2')}) and c.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`,
  )
/** Physicians alone have ECFMG numbers, physician assistants alone NCCPA numbers (domain.md, "Clinicians and search"). */
const BY_NUMBER = {
  NPI: byColumn('npi', CLINICIAN_KINDS),
  ECFMG_NUMBER: byColumn('ecfmg_number', ['PHYSICIAN']),
  NCCPA_NUMBER: byColumn('nccpa_number', ['PHYSICIAN_ASSISTANT']),
} as const

/** One of the names of a clinician. */
export interface ClinicianNameRow {
  clinicianId: string
  firstName: string | null
  middleName: string | null
  lastName: string
  suffix: string | null
}

const NAMES_OF = directoryStatement<ClinicianNameRow>(
  'clinician_names_of',
  `select clinician_id as "clinicianId", first_name as "firstName", middle_name as "middleName",
          last_name as "lastName", suffix
     from clinician_names where clinician_id = any ($1)`,
)

/** A clinician with a name by which it may have been found. */
export interface NamedRow extends ClinicianType {
  /** Which of the criteria, counted from 0. */
  wanted: number
  matchedType: ClinicianNameType
  matchedFirstName: string | null
  matchedMiddleName: string | null
  matchedLastName: string
  matchedSuffix: string | null
}

/**
 * By the date of birth, never by the name: of millions of clinicians some hundred were born on one day, but thousands
 * are called James Smith. The names of those born on a day stand next to each other in an index that has all that is
 * asked at first, so it costs the same whatever the name is, and how it may be written is no matter of the index.
 */
const bornWithName = (name: string, wanted: string) =>
  directoryStatement<NamedRow>(
    name,
    `with born as materialized (
       select w.place, n.clinician_id, n.source, n.type, n.name_key
         from ${wanted} as w (birth_date, last_begins, place)
         join clinician_names n
           on n.birth_date = w.birth_date and starts_with(replace(n.name_key, ' ', ''), w.last_begins))
     select b.place::int - 1 as wanted, ${COLUMNS},
            n.type as "matchedType", n.first_name as "matchedFirstName", n.middle_name as "matchedMiddleName",
            n.last_name as "matchedLastName", n.suffix as "matchedSuffix"
       from born b
       join clinicians c on c.id = b.clinician_id and c.mode = $1
       join clinician_names n
         on (n.clinician_id, n.source, n.type, n.name_key) = (b.clinician_id, b.source, b.type, b.name_key)
      order by b.place, c.last_name, c.first_name, c.id, array_position(array['LEGAL', 'FORMER', 'OTHER'], n.type), n.source`,
  )
/** One name has a statement of its own: PostgreSQL would plan that of many anew each time, which takes longer than to run it. */
const BORN_WITH_NAME = {
  one: bornWithName('clinicians_born_with_name', '(values ($2::date, $3::text, 1))'),
  many: bornWithName('clinicians_born_with_names', 'unnest($2::date[], $3::text[]) with ordinality'),
} as const

const BY_IDS = directoryStatement<ClinicianType>(
  'clinicians_by_ids',
  `select ${COLUMNS} from clinicians c where c.mode = $1 and c.id = any (${listOf('$2')})`,
)

const KNOWN_BY_NPIS = directoryStatement<{ id: string; npi: string }>(
  'clinicians_known_by_npis',
  'select id, npi from clinicians where mode = $1 and npi = any ($2)',
)

/** Clinicians of the mode by numbers of one kind; each number is that of one at most. */
export async function cliniciansByNumbers(
  reader: Reader,
  mode: Mode,
  kind: keyof typeof BY_NUMBER,
  numbers: readonly string[],
): Promise<NumberedRow[]> {
  return await reader.rows(BY_NUMBER[kind], [mode, numbers])
}

/** All names of the clinicians, of every type and source. */
export async function namesOfClinicians(reader: Reader, ids: readonly string[]): Promise<ClinicianNameRow[]> {
  return await reader.rows(NAMES_OF, [ids])
}

/** Part of a name, and the day of birth of whoever may have it. */
export interface BornWithName {
  birthDate: string
  /** What the last name begins with, as its key but without blanks. */
  lastBegins: string
}

/**
 * Clinicians of the mode who were born on the day, with each name whose last name begins so: whether it is the name that
 * is looked for is for `isWanted` to say. In the order of `wanted`, then by last and first name; of the names of one
 * clinician the legal one first.
 */
export async function cliniciansBornWithNames(
  reader: Reader,
  mode: Mode,
  wanted: readonly BornWithName[],
): Promise<NamedRow[]> {
  const birthDates = wanted.map(({ birthDate }) => birthDate)
  const beginnings = wanted.map(({ lastBegins }) => lastBegins)
  if (wanted.length === 1) return await reader.rows(BORN_WITH_NAME.one, [mode, ...birthDates, ...beginnings])
  return await reader.rows(BORN_WITH_NAME.many, [mode, birthDates, beginnings])
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
