import type { CsvRow } from '../../kernel/csv.scanner.js'
import { LoadError } from '../load.error.js'

/** Columns of one address. */
export interface AddressColumns {
  firstLine: number
  secondLine: number
  city: number
  state: number
  postalCode: number
  country: number
}

/** Columns of one of the fifteen slots for a taxonomy code. */
export interface TaxonomyColumns {
  code: number
  primary: number
  license: number
  licenseState: number
}

/** Columns of a person's name. */
export interface NameColumns {
  last: number
  first: number
  middle: number
  prefix: number
  suffix: number
  credential: number
}

/** Where each column that we read stands in the file. */
export interface NppesColumns {
  npi: number
  entityType: number
  name: NameColumns
  otherName: NameColumns & { type: number }
  mailing: AddressColumns
  practice: AddressColumns
  practicePhone: number
  enumeratedOn: number
  updatedOn: number
  deactivatedOn: number
  reactivatedOn: number
  taxonomies: readonly TaxonomyColumns[]
}

/** What the file is, as error messages say it. */
export const NPPES_MAIN_FILE = 'the NPPES main file (npidata_pfile_….csv)'

const TAXONOMY_SLOTS = 15

/** NPPES's other files, by a column that only they have. */
const OTHER_FILES: readonly (readonly [column: string, file: string])[] = [
  ['Provider Secondary Practice Location Address - Address Line 1', 'the practice location file (pl_pfile)'],
  ['Provider Secondary Practice Location Address- Address Line 1', 'the practice location file (pl_pfile)'],
  ['Endpoint Type', 'the endpoint file (endpoint_pfile)'],
  ['NPPES Deactivation Date', 'the deactivation report'],
]

/**
 * Finds the columns by their names, for their number (329 before 2020) and order have changed over the years: the one for sex, which we do
 * not read, has been renamed. Throws a `LoadError` for a header that is not the main file's.
 */
export function findColumns(header: CsvRow): NppesColumns {
  const positions = new Map<string, number>()
  for (let i = 0; i < header.count; i++) positions.set(withSingleBlanks(header.text(i)), i)
  const missing: string[] = []
  const at = (name: string): number => {
    const position = positions.get(name)
    if (position === undefined) missing.push(name)
    return position ?? -1
  }
  const columns = columnsBy(at)
  if (missing.length > 0) throw new LoadError(explain(missing, positions))
  return columns
}

/** What `at` says of the name of each column that we read, asked in the same order each time. */
export function columnsBy(at: (name: string) => number): NppesColumns {
  return {
    npi: at('NPI'),
    entityType: at('Entity Type Code'),
    name: {
      last: at('Provider Last Name (Legal Name)'),
      first: at('Provider First Name'),
      middle: at('Provider Middle Name'),
      prefix: at('Provider Name Prefix Text'),
      suffix: at('Provider Name Suffix Text'),
      credential: at('Provider Credential Text'),
    },
    otherName: {
      last: at('Provider Other Last Name'),
      first: at('Provider Other First Name'),
      middle: at('Provider Other Middle Name'),
      prefix: at('Provider Other Name Prefix Text'),
      suffix: at('Provider Other Name Suffix Text'),
      credential: at('Provider Other Credential Text'),
      type: at('Provider Other Last Name Type Code'),
    },
    mailing: addressColumns('Mailing', at),
    practice: addressColumns('Practice Location', at),
    practicePhone: at('Provider Business Practice Location Address Telephone Number'),
    enumeratedOn: at('Provider Enumeration Date'),
    updatedOn: at('Last Update Date'),
    deactivatedOn: at('NPI Deactivation Date'),
    reactivatedOn: at('NPI Reactivation Date'),
    taxonomies: Array.from({ length: TAXONOMY_SLOTS }, (_, i) => ({
      code: at(`Healthcare Provider Taxonomy Code_${i + 1}`),
      primary: at(`Healthcare Provider Primary Taxonomy Switch_${i + 1}`),
      license: at(`Provider License Number_${i + 1}`),
      licenseState: at(`Provider License Number State Code_${i + 1}`),
    })),
  }
}

function addressColumns(which: string, at: (name: string) => number): AddressColumns {
  return {
    firstLine: at(`Provider First Line Business ${which} Address`),
    secondLine: at(`Provider Second Line Business ${which} Address`),
    city: at(`Provider Business ${which} Address City Name`),
    state: at(`Provider Business ${which} Address State Name`),
    postalCode: at(`Provider Business ${which} Address Postal Code`),
    country: at(`Provider Business ${which} Address Country Code (If outside U.S.)`),
  }
}

function explain(missing: readonly string[], positions: ReadonlyMap<string, number>): string {
  const expected = `expected ${NPPES_MAIN_FILE}`
  const other = OTHER_FILES.find(([column]) => positions.has(column))
  if (other !== undefined) return `This is ${other[1]} of NPPES; ${expected}.`
  if (positions.size === 3 && positions.has('NPI') && positions.has('Provider Other Organization Name')) {
    return `This is the other name file (othername_pfile) of NPPES; ${expected}.`
  }
  const named = missing.slice(0, 5).map((name) => `"${name}"`)
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : ''
  return `The first line, of ${positions.size} columns, is not an NPPES header; ${expected}. Missing columns: ${named.join(', ')}${more}.`
}

function withSingleBlanks(name: string): string {
  return name.replace(/\s+/g, ' ').trim()
}
