import type { MedicareOrderingValue } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { distinctFacts } from '../distinct.facts.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { npiRows } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { cmsNameTells, flagOf } from './cms.values.js'

const EXPECTED = 'the Order and Referring file of CMS (OrderReferring_YYYYMMDD.csv)'

/** Who may order and certify what within Medicare. */
export const cmsOrdering = npiSupplements<MedicareOrderingValue>({
  name: 'cms-ordering',
  description:
    'CMS Order and Referring: OrderReferring_YYYYMMDD.csv of https://data.cms.gov (Medicare provider and supplier enrollment)',
  source: SOURCE_NAMES.cmsOrdering,
  nameTells: cmsNameTells(/^Order(?:[ _-]?and)?[ _-]?Referring(?:[ _-](\d{8}|\d{4}-\d\d-\d\d))?\.csv$/i),
  expected: EXPECTED,
  header: orderingRows,
  facts: (rows) => distinctFacts('MEDICARE_ORDERING', rows, () => 'only'),
})

/** The column for hospices is the latest. */
export function orderingRows(header: CsvRow): RowMapper<MedicareOrderingValue> {
  const columns = new CsvHeader(header, EXPECTED)
  const npi = columns.column('NPI')
  const [partB, dme] = [columns.column('PARTB'), columns.column('DME')]
  const [hha, pmd] = [columns.column('HHA'), columns.column('PMD')]
  const hospice = columns.optional('HOSPICE')
  columns.check()
  return npiRows(npi, (row) => ({
    part: {
      partB: flagOf(row, partB),
      dme: flagOf(row, dme),
      hha: flagOf(row, hha),
      pmd: flagOf(row, pmd),
      hospice: hospice === -1 ? null : flagOf(row, hospice),
    },
  }))
}
