import type { DirectoryFact } from '../../clinicians/directory.record.js'
import { factKeyOf, type MedicareOptOutValue } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { npiRows, RejectedRow } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { dateOf, textOf } from '../nppes/nppes.values.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { cmsNameTells, flagOf } from './cms.values.js'

const EXPECTED = 'the Opt Out Affidavits file of CMS (OptOut_….csv)'

/** An affidavit and the day on which its row was last updated. */
export interface OptOutAffidavit {
  value: MedicareOptOutValue
  updatedOn: LocalDay | null
}

/** Who has opted out of Medicare. */
export const cmsOptOut = npiSupplements<OptOutAffidavit>({
  name: 'cms-opt-out',
  description:
    'CMS Opt Out Affidavits: OptOut_….csv of https://data.cms.gov (Medicare provider and supplier enrollment)',
  source: SOURCE_NAMES.cmsOptOut,
  nameTells: cmsNameTells(/^Opt[ _-]?Out(?:[ _-]?Affidavits)?[ _-](?:[a-z]+\d{4}|(\d{8}|\d{4}-\d\d-\d\d))\.csv$/i),
  expected: EXPECTED,
  header: affidavitRows,
  facts: affidavitFacts,
  npiFirst: false,
})

export function affidavitRows(header: CsvRow): RowMapper<OptOutAffidavit> {
  const columns = new CsvHeader(header, EXPECTED)
  const npi = columns.column('NPI')
  const specialty = columns.column('Specialty')
  const effective = columns.column('Optout Effective Date')
  const end = columns.column('Optout End Date')
  const eligible = columns.column('Eligible to Order and Refer')
  const updated = columns.column('Last updated')
  columns.check()
  return npiRows(npi, (row) => {
    const effectiveOn = dateOf(row, effective)
    if (effectiveOn === null) throw new RejectedRow('MISSING_DATE')
    return {
      part: {
        value: {
          effectiveOn,
          endsOn: dateOf(row, end),
          eligibleToOrderAndRefer: flagOf(row, eligible),
          specialty: textOf(row, specialty),
        },
        updatedOn: dateOf(row, updated),
      },
    }
  })
}

/** An affidavit is told from others by specialty and first day: its end moves when it is renewed. The latest row stands. */
export function affidavitFacts(affidavits: readonly OptOutAffidavit[]): DirectoryFact[] {
  const latestFirst = affidavits.toSorted((a, b) => (b.updatedOn ?? '').localeCompare(a.updatedOn ?? ''))
  const byKey = new Map<string, OptOutAffidavit>()
  for (const affidavit of latestFirst) {
    const key = factKeyOf(affidavit.value.effectiveOn, affidavit.value.specialty)
    if (!byKey.has(key)) byKey.set(key, affidavit)
  }
  return [...byKey].map(([key, { value, updatedOn }], position) => ({
    section: 'MEDICARE_OPT_OUT',
    key,
    position,
    value,
    lastReportedOn: updatedOn,
  }))
}
