import type { DirectoryFact } from '../../clinicians/directory.record.js'
import { factKeyOf } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { nameKey } from '../../kernel/names.js'
import { distinctFacts } from '../distinct.facts.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { LoadError } from '../load.error.js'
import { npiRows } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { nppesNameTells } from './nppes.file-name.js'
import type { NppesSectionValues } from './nppes.section-values.js'
import { textOf } from './nppes.values.js'

const EXPECTED = 'the other name file of NPPES (othername_pfile_….csv)'

/** A name under which an organization, or a clinician who practices as one, does business. */
export interface OtherName {
  name: string
}

/**
 * Other names. The file is about organizations (its type codes are 3 doing business as, 4 former legal business name,
 * 5 other), which the directory does not hold. What it has on the NPI of a clinician is a name under which that person
 * practices: it is shown among the names, and as it is no person's name, nobody is looked for by it.
 */
export const nppesOtherNames = npiSupplements<OtherName>({
  name: 'nppes-other-names',
  description: 'NPPES other names: othername_pfile_….csv of https://download.cms.gov/nppes/',
  source: SOURCE_NAMES.nppesOtherNames,
  nameTells: nppesNameTells,
  expected: EXPECTED,
  header: otherNameRows,
  facts: otherNameFacts,
})

/** The main file has these columns too, and with them but one of the names. */
export function otherNameRows(header: CsvRow): RowMapper<OtherName> {
  const columns = new CsvHeader(header, EXPECTED)
  if (columns.optional('Entity Type Code') !== -1) {
    throw new LoadError(`This is the main file of NPPES (npidata_pfile_….csv); expected ${EXPECTED}.`)
  }
  const npi = columns.column('NPI')
  const column = columns.column('Provider Other Organization Name')
  columns.check()
  return npiRows(npi, (row) => {
    const name = textOf(row, column)
    return name === null || nameKey(name) === '' ? { skipped: 'NO_NAME' } : { part: { name } }
  })
}

/** A name of an organization has no parts: it stands where a last name does, each spelling once. */
export function otherNameFacts(names: readonly OtherName[]): DirectoryFact[] {
  const values = names.map(({ name }): NppesSectionValues['NAMES'] => ({
    type: 'OTHER',
    prefix: null,
    first: null,
    middle: null,
    last: name,
    suffix: null,
    credential: null,
  }))
  return distinctFacts('NAMES', values, ({ last }) => factKeyOf(nameKey(last)))
}
