import type { DirectoryFact } from '../../clinicians/directory.record.js'
import type { AddressColumns, NppesColumns } from './nppes.columns.js'
import type { NppesAddress, NppesSectionValues } from './nppes.section-values.js'
import { licenseKey, type RowValues, textOf } from './nppes.values.js'

/** The address of those columns as a fact; null if they are empty. */
export function addressFact(
  row: RowValues,
  columns: AddressColumns,
  section: 'MAILING_ADDRESS' | 'OFFICE_ADDRESS',
  lastReportedOn: string | null,
): DirectoryFact | null {
  const value = addressOf(row, columns)
  return value === null ? null : { section, key: 'address', position: 0, value, lastReportedOn }
}

/** The address of those columns; null if they are empty. */
export function addressOf(row: RowValues, columns: AddressColumns): NppesAddress | null {
  const lines = [textOf(row, columns.firstLine), textOf(row, columns.secondLine)].filter((line) => line !== null)
  const city = textOf(row, columns.city)
  if (lines.length === 0 && city === null) return null
  // The column's name is "Country Code (If outside U.S.)".
  const country = textOf(row, columns.country) ?? 'US'
  return {
    lines,
    city,
    state: textOf(row, columns.state),
    postalCode: postalCode(textOf(row, columns.postalCode), country),
    country,
  }
}

/** ZIP+4 is published as nine digits in a row. */
function postalCode(text: string | null, country: string): string | null {
  return text !== null && country === 'US' && /^\d{9}$/.test(text) ? `${text.slice(0, 5)}-${text.slice(5)}` : text
}

/** The practice's telephone number. */
export function phoneFact(row: RowValues, column: number, lastReportedOn: string | null): DirectoryFact | null {
  const number = textOf(row, column)
  if (number === null) return null
  const value: NppesSectionValues['OFFICE_PHONE'] = { number, extension: null }
  return { section: 'OFFICE_PHONE', key: 'phone', position: 0, value, lastReportedOn }
}

/**
 * Self-designated specialties, each code once, primary if any of its slots is. Their names are for the reader of the
 * code to look up: the texts of the code set are under copyright.
 */
export function specialtyFacts(row: RowValues, columns: NppesColumns, lastReportedOn: string | null): DirectoryFact[] {
  const primaryByCode = new Map<string, boolean>()
  for (const slot of columns.taxonomies) {
    const code = textOf(row, slot.code)
    if (code === null) continue
    primaryByCode.set(code, primaryByCode.get(code) === true || row.text(slot.primary) === 'Y')
  }
  return [...primaryByCode].map(([code, primary], position) => ({
    section: 'ACTIVITY',
    key: code,
    position,
    value: {
      majorActivity: null,
      specialty: { taxonomyCode: code, name: null, primary },
    } satisfies NppesSectionValues['ACTIVITY'],
    lastReportedOn,
  }))
}

/** Licenses by state, each number once however it is written; NPPES knows neither their status nor their dates. */
export function licenseFacts(row: RowValues, columns: NppesColumns, lastReportedOn: string | null): DirectoryFact[] {
  const byKey = new Map<string, DirectoryFact>()
  for (const slot of columns.taxonomies) {
    const number = textOf(row, slot.license)
    const jurisdiction = textOf(row, slot.licenseState)
    if (number === null || jurisdiction === null) continue
    const numberKey = licenseKey(number)
    const key = `${jurisdiction}|${numberKey}`
    if (numberKey === null || byKey.has(key)) continue
    const dates = { issuedOn: null, expiresOn: null }
    const value: NppesSectionValues['LICENSES'] = { jurisdiction, number, type: null, status: null, ...dates }
    byKey.set(key, { section: 'LICENSES', key, position: byKey.size, value, lastReportedOn })
  }
  return [...byKey.values()]
}
