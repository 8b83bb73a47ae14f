import type { PracticeLocationValue } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { locationFacts } from '../location.facts.js'
import { npiRows } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { addressOf } from './nppes.facts.js'
import { nppesNameTells } from './nppes.file-name.js'
import { textOf } from './nppes.values.js'

const EXPECTED = 'the practice location file of NPPES (pl_pfile_….csv)'
const ADDRESS = 'Provider Secondary Practice Location Address'

/** Practice locations beside the primary one, which stands in the main file. */
export const nppesLocations = npiSupplements<PracticeLocationValue>({
  name: 'nppes-locations',
  description: 'NPPES practice locations beside the primary one: pl_pfile_….csv of https://download.cms.gov/nppes/',
  source: SOURCE_NAMES.nppesLocations,
  nameTells: nppesNameTells,
  expected: EXPECTED,
  header: locationRows,
  facts: locationFacts,
})

/** Blanks around the hyphens of the column names have come and gone. */
export function locationRows(header: CsvRow): RowMapper<PracticeLocationValue> {
  const columns = new CsvHeader(header, EXPECTED)
  const column = (name: string): number => columns.column(`${ADDRESS} - ${name}`, `${ADDRESS}- ${name}`)
  const npi = columns.column('NPI')
  const address = {
    firstLine: column('Address Line 1'),
    secondLine: column('Address Line 2'),
    city: column('City Name'),
    state: column('State Name'),
    postalCode: column('Postal Code'),
    country: column('Country Code (If outside U.S.)'),
  }
  const phone = column('Telephone Number')
  const extension = column('Telephone Extension')
  const fax = columns.column('Provider Practice Location Address - Fax Number', `${ADDRESS} - Fax Number`)
  columns.check()
  return npiRows(npi, (row) => {
    const value = addressOf(row, address)
    if (value === null) return { skipped: 'NO_ADDRESS' }
    const number = textOf(row, phone)
    return {
      part: {
        ...value,
        phone: number === null ? null : { number, extension: textOf(row, extension) },
        fax: textOf(row, fax),
        organization: null,
      },
    }
  })
}
