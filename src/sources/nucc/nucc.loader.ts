import {
  countRetiring,
  retireTaxonomyCodes,
  TAXONOMY_DIGESTS,
  type TaxonomyText,
  writeTaxonomyCodes,
} from '../../clinicians/taxonomy.codes.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { CsvHeader } from '../engine/csv.header.js'
import { csvRows, type RowMapper } from '../engine/csv.rows.js'
import type { LoadTarget, RowOutcome, SourceLoader } from '../engine/source.loader.js'
import { SOURCE_NAMES } from '../source.catalog.js'

const EXPECTED = 'the NUCC health care provider taxonomy (nucc_taxonomy_….csv)'

/** What stands in the column `marked_inactive` of a code that is in use. */
const IS_ACTIVE = new Set(['', 'false', 'no', 'n', '0'])

/** What the file says of a code. */
type NuccPart = Omit<TaxonomyText, 'code' | 'digest'>

/**
 * The health care provider taxonomy of the National Uniform Claim Committee. Its texts are under copyright: a deployment
 * brings the file itself, under its own license. Every file is whole.
 */
export const nuccTaxonomy: SourceLoader<NuccPart> = {
  name: 'nucc',
  description: `${EXPECTED}, from www.nucc.org`,
  source: SOURCE_NAMES.nucc,
  mode: 'LIVE',
  nameTells: (fileName) => ({ scope: 'FULL', asOf: releaseDay(fileName) }),
  rows: (file) => csvRows(file, { expected: EXPECTED, header: mapperOf }),
  target: taxonomyTarget(),
}

/** `nucc_taxonomy_251.csv` is version 25.1. Versions come out in January (25.0) and July (25.1). */
function releaseDay(fileName: string): LocalDay | null {
  const [, year, release] = /^nucc_taxonomy_(\d\d)([01])\b/i.exec(fileName) ?? []
  return year === undefined ? null : `20${year}-${release === '0' ? '01' : '07'}-01`
}

function mapperOf(row: CsvRow): RowMapper<NuccPart> {
  const header = new CsvHeader(row, EXPECTED)
  const code = header.column('Code')
  const grouping = header.column('Grouping')
  const classification = header.column('Classification')
  const specialization = header.column('Specialization')
  const displayName = header.optional('Display Name')
  const section = header.optional('Section')
  const inactive = header.optional('marked_inactive')
  header.check()
  const textOf = (line: CsvRow, column: number) => (column === -1 ? '' : line.text(column).trim())
  const map = (line: CsvRow): RowOutcome<NuccPart> => {
    const key = textOf(line, code)
    if (!/^[0-9A-Z]{9}X$/.test(key)) return { rejected: 'INVALID_CODE', publicKey: '' }
    const names = { grouping: textOf(line, grouping), classification: textOf(line, classification) }
    if (names.grouping === '' || names.classification === '') return { rejected: 'MISSING_TEXT', publicKey: key, key }
    const special = textOf(line, specialization)
    // Layouts before 2020 have no display names.
    const composed = special === '' ? names.classification : `${names.classification}, ${special}`
    const part: NuccPart = {
      ...names,
      specialization: special || null,
      displayName: textOf(line, displayName) || composed,
      section: textOf(line, section) || null,
      isInactive: !IS_ACTIVE.has(textOf(line, inactive).toLowerCase()),
    }
    return { key, part }
  }
  return { map, keyOf: (line) => textOf(line, code) || undefined, publicKey: (line) => publicCode(textOf(line, code)) }
}

/** A broken row may have anything where its code should be. */
function publicCode(text: string): string {
  return /^[0-9A-Z]{10}$/.test(text) ? text : ''
}

/** Of two rows of one code the later one holds. */
function taxonomyTarget(): LoadTarget<NuccPart> {
  return {
    knownDigests: TAXONOMY_DIGESTS,
    async apply(tx, records, load) {
      const texts = records.flatMap(({ key: code, parts, digest }) => {
        const last = parts.at(-1)
        return last === undefined ? [] : [{ code, digest, ...last }]
      })
      const added = await writeTaxonomyCodes(tx, texts, load)
      const counts = { inserted: 0, updated: 0, unchanged: 0, skipped: {} }
      for (const { key, parts } of records) counts[added.has(key) ? 'inserted' : 'updated'] += parts.length
      return counts
    },
    vanish: async (tx, load, limit) => await retireTaxonomyCodes(tx, load.stagedKeys, load, limit),
    countVanishing: async (tx, load) => await countRetiring(tx, load.stagedKeys),
  }
}
