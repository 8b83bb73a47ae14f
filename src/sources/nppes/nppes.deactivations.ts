import { dayOfDigits } from '../../kernel/local-day.js'
import type { SourceLoader } from '../engine/source.loader.js'
import { rememberingDeactivations } from './nppes.deactivation-memory.js'
import { type Deactivation, deactivationRows, latestDeactivation } from './nppes.deactivation-report.js'
import { deactivation, deactivationDates, NPPES } from './nppes.record.js'

/**
 * The report of all numbers that are deactivated. It amends what the main file tells of a clinician and is silent about
 * everybody else: nothing of the directory vanishes by it, only numbers from the memory of deactivated ones.
 */
export const nppesDeactivations: SourceLoader<Deactivation> = {
  name: 'nppes-deactivations',
  description:
    'NPPES report of deactivated NPIs: "NPPES Deactivated NPI Report YYYYMMDD.xlsx" of https://download.cms.gov/nppes/, or its two columns as CSV',
  source: NPPES,
  mode: 'LIVE',
  nameTells: (fileName) => {
    const match = /Deactivated[ _]?NPI[ _]?Report[ _]?(\d{8})\.(?:xlsx|csv)$/i.exec(fileName)
    return match === null ? { scope: null, asOf: null } : { scope: 'FULL', asOf: dayOfDigits(match[1] ?? '') }
  },
  rows: (file) => deactivationRows(file),
  target: rememberingDeactivations<Deactivation>({
    toEntry: (npi, parts) => deactivation(npi, latestDeactivation(parts)),
    datesOf: (parts) => deactivationDates(latestDeactivation(parts)),
    vanishes: false,
  }),
}
