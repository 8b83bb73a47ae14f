import type { DirectoryFact } from '../../clinicians/directory.record.js'
import { type EndpointValue, factKeyOf } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { distinctFacts } from '../distinct.facts.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { npiRows, RejectedRow } from '../npi.rows.js'
import { npiSupplements } from '../npi.supplements.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import { nppesNameTells } from './nppes.file-name.js'
import { textOf } from './nppes.values.js'

const EXPECTED = 'the endpoint file of NPPES (endpoint_pfile_….csv)'

/** Longest endpoint of the file's layout. */
const MAX_ENDPOINT_LENGTH = 1000

/** Texts by which people say that they have no endpoint. */
const NONE = /^(?:none|n\/?a|null|no|unknown|tbd|[-.0]*)$/i

/** Electronic addresses: of Direct messaging, FHIR servers and others. */
export const nppesEndpoints = npiSupplements<EndpointValue>({
  name: 'nppes-endpoints',
  description: 'NPPES endpoints (Direct, FHIR and others): endpoint_pfile_….csv of https://download.cms.gov/nppes/',
  source: SOURCE_NAMES.nppesEndpoints,
  nameTells: nppesNameTells,
  expected: EXPECTED,
  header: endpointRows,
  facts: endpointFacts,
})

export function endpointRows(header: CsvRow): RowMapper<EndpointValue> {
  const columns = new CsvHeader(header, EXPECTED)
  const npi = columns.column('NPI')
  const type = columns.column('Endpoint Type')
  const endpoint = columns.column('Endpoint')
  const description = columns.column('Endpoint Description')
  const affiliation = columns.column('Affiliation Legal Business Name')
  const use = { code: columns.column('Use Code'), text: columns.column('Use Description') }
  const otherUse = columns.column('Other Use Description')
  const content = { code: columns.column('Content Type'), text: columns.column('Content Description') }
  const otherContent = columns.column('Other Content Description')
  columns.check()
  return npiRows(npi, (row) => {
    const text = textOf(row, endpoint)
    if (text === null || NONE.test(text)) return { skipped: 'NO_ENDPOINT' }
    if (!isEndpoint(text)) throw new RejectedRow('MALFORMED_ENDPOINT')
    return {
      part: {
        type: textOf(row, type) ?? 'OTHERS',
        endpoint: text,
        description: textOf(row, description),
        use: inWords(row, use, otherUse),
        content: inWords(row, content, otherContent),
        affiliation: textOf(row, affiliation),
      },
    }
  })
}

/** `OTHER` says less than the clinician's own words. */
function inWords(row: CsvRow, column: { code: number; text: number }, other: number): string | null {
  const text = textOf(row, column.text) ?? textOf(row, column.code)
  return textOf(row, column.code) === 'OTHER' ? (textOf(row, other) ?? text) : text
}

/**
 * An absolute web address, or a mailbox as Direct messaging has it. People also publish their town, their phone number,
 * the name of their software or a web address without its scheme: nobody can call these.
 */
export function isEndpoint(text: string): boolean {
  if (text.length > MAX_ENDPOINT_LENGTH || /[\s\p{C}]/u.test(text)) return false
  if (/^https?:\/\//i.test(text)) return URL.canParse(text)
  return /^[^@/:]+@[^@/:]+\.[^@/:.]+$/.test(text)
}

/** Each endpoint once: it is repeated for each of a clinician's offices. */
export function endpointFacts(endpoints: readonly EndpointValue[]): DirectoryFact[] {
  return distinctFacts('ENDPOINTS', endpoints, ({ type, endpoint }) =>
    factKeyOf(type, endpoint.includes('://') ? endpoint : endpoint.toLowerCase()),
  )
}
