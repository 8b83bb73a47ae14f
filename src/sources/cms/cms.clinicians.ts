import type { DirectoryFact } from '../../clinicians/directory.record.js'
import { factKeyOf, type PracticeLocationValue } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { nameKey } from '../../kernel/names.js'
import { distinctFacts } from '../distinct.facts.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { locationFacts } from '../location.facts.js'
import { npiRows, RejectedRow } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { addressOf } from '../nppes/nppes.facts.js'
import { textOf } from '../nppes/nppes.values.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { cmsNameTells } from './cms.values.js'

const EXPECTED = 'the Doctors and Clinicians file of CMS (DAC_NationalDownloadableFile.csv, of 31 or 40 columns)'

/** Stands for every school that is not in the list of the enrolment system. */
const NO_SCHOOL = 'OTHER'
const PHYSICIAN_ASSISTANT = 'PHYSICIAN ASSISTANT'

/** What the file fills of a profile's sections; they must fit their types, which this room may not know. */
export interface CmsSectionValues {
  EDUCATION: {
    school: string
    location: null
    degree: null
    degreeType: null
    enrolledOn: null
    degreeOn: string | null
    verified: false
  }
  PA_PROGRAM: { school: string; location: null; degreeYear: string | null }
}

/** One row: a clinician at one address of one group. */
export interface ClinicianAtGroup {
  location: PracticeLocationValue | null
  school: { name: string; year: string | null; isPaProgram: boolean } | null
}

/**
 * Where Medicare's clinicians went to school and where they practice. Names are not taken: the file's are those of an
 * enrolment, not of a license. Nor is the specialty, which is one of Medicare's own list.
 */
export const cmsClinicians = npiSupplements<ClinicianAtGroup>({
  name: 'cms-clinicians',
  description:
    'CMS Doctors and Clinicians (school, practice locations): DAC_NationalDownloadableFile.csv of https://data.cms.gov/provider-data/dataset/mj5m-pzi6',
  source: SOURCE_NAMES.cmsClinicians,
  nameTells: cmsNameTells(/^DAC_NationalDownloadableFile\b.*\.csv$/i),
  expected: EXPECTED,
  header: clinicianRows,
  facts: (rows) => [...schoolFacts(rows), ...locationFacts(rows.flatMap(({ location }) => location ?? []))],
})

/** Columns have had other names in the layout of 40 columns. */
export function clinicianRows(header: CsvRow): RowMapper<ClinicianAtGroup> {
  const columns = new CsvHeader(header, EXPECTED)
  const npi = columns.column('NPI')
  const [school, year] = [columns.column('Med_sch'), columns.column('Grd_yr')]
  const specialty = columns.column('pri_spec')
  const organization = columns.column('Facility Name', 'org_nm')
  const address = {
    firstLine: columns.column('adr_ln_1'),
    secondLine: columns.column('adr_ln_2'),
    city: columns.column('City/Town', 'cty'),
    state: columns.column('State', 'st'),
    postalCode: columns.column('ZIP Code', 'zip'),
    country: columns.optional('Country'),
  }
  const phone = columns.column('Telephone Number', 'phn_numbr')
  columns.check()
  return npiRows<ClinicianAtGroup>(npi, (row) => {
    const place = addressOf(row, address)
    const number = textOf(row, phone)
    const name = textOf(row, school)
    const location =
      place === null
        ? null
        : {
            ...place,
            phone: number === null ? null : { number, extension: null },
            fax: null,
            organization: textOf(row, organization),
          }
    if (name === null || name === NO_SCHOOL) {
      return location === null ? { skipped: 'NO_SCHOOL_AND_NO_ADDRESS' } : { part: { location, school: null } }
    }
    const isPaProgram = textOf(row, specialty) === PHYSICIAN_ASSISTANT
    return { part: { location, school: { name, year: yearOf(row, year), isPaProgram } } }
  })
}

function yearOf(row: CsvRow, column: number): string | null {
  const text = textOf(row, column)
  if (text !== null && !/^(?:19|20)\d\d$/.test(text)) throw new RejectedRow('IMPOSSIBLE_YEAR')
  return text
}

/** Nobody has asked the school: what the file has is what the clinician wrote at enrolment. */
export function schoolFacts(rows: readonly ClinicianAtGroup[]): DirectoryFact[] {
  const education: CmsSectionValues['EDUCATION'][] = []
  const programs: CmsSectionValues['PA_PROGRAM'][] = []
  const unknown = { location: null, degree: null, degreeType: null, enrolledOn: null }
  for (const { school } of rows) {
    if (school === null) continue
    if (school.isPaProgram) programs.push({ school: school.name, location: null, degreeYear: school.year })
    else education.push({ school: school.name, ...unknown, degreeOn: school.year, verified: false })
  }
  const keyOf = ({ school }: { school: string }): string => factKeyOf(nameKey(school))
  return [...distinctFacts('EDUCATION', education, keyOf), ...distinctFacts('PA_PROGRAM', programs, keyOf)]
}
