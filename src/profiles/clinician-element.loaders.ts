import type { DirectorySectionValues } from '../clinicians/directory.sections.js'
import type { Reader } from '../db/database.js'
import { type ReadStatement, readStatement } from '../db/statement.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { PUBLIC_SOURCE_NAMES } from '../sources/source.catalog.js'
import { heardOn, IN_ORDER_OF_PRECEDENCE, precedenceOf } from '../sources/source.precedence.js'
import type { SectionValues } from './profile.content.js'
import type { ProvenanceType } from './profile.provenance.type.js'

/** What of the directory whoever may look a clinician up may see; all other sections are in profiles only. */
const OPEN_SECTIONS = [
  'NAMES',
  'NPI',
  'ACTIVITY',
  'PRACTICE_LOCATIONS',
  'ENDPOINTS',
  'MEDICARE_OPT_OUT',
  'MEDICARE_ORDERING',
] as const satisfies readonly (keyof SectionValues | keyof DirectorySectionValues)[]
type OpenSection = (typeof OPEN_SECTIONS)[number]
type OpenValues = Pick<SectionValues & DirectorySectionValues, OpenSection>

/** One fact about a clinician, with what the taxonomy calls its specialty. */
export interface ElementRow<Section extends OpenSection = OpenSection> extends ProvenanceType {
  clinicianId: string
  section: Section
  value: OpenValues[Section]
  specialtyName: string | null
}

/**
 * Where the source gives a fact no day of its own: the day of its last whole file, or of a newer one that changed what
 * it says of the clinician. Of what it says no more, that would be wrong.
 */
const REPORTED_ON = `coalesce(last_reported_on, case when no_longer_reported_at is null then greatest(
    (select max(l.as_of) from source_loads l where l.source = f.source and l.scope = 'FULL' and l.state = 'COMPLETED'),
    (select r.as_of from source_records r
      where r.clinician_id = f.clinician_id and r.source = f.source and r.no_longer_reported_at is null)) end)`

const elements = (name: string, isPast: boolean): ReadStatement<ElementRow> =>
  readStatement(
    name,
    `select clinician_id as "clinicianId", section, source, value, retrieved_at as "retrievedAt",
            ${REPORTED_ON} as "lastReportedOn", no_longer_reported_on as "noLongerReportedOn",
            (select display_name from taxonomy_codes where code = value -> 'specialty' ->> 'taxonomyCode') as "specialtyName"
       from (select *, ${precedenceOf('source', '$2')} as precedence, ${heardOn('clinician_id')} as heard_on
               from clinician_facts
              where clinician_id = any ($1) and section = any ($3) and no_longer_reported_at is ${isPast ? 'not null' : 'null'}) f
      order by ${isPast ? 'no_longer_reported_at desc, ' : ''}${IN_ORDER_OF_PRECEDENCE}`,
  )
const CURRENT = elements('clinician_elements_current', false)
const PAST = elements('clinician_elements_past', true)

/** The open elements of clinicians, each as one of its sources says it now, or said it before; in order of precedence. */
export async function openElements(reader: Reader, ids: readonly string[], isPast: boolean): Promise<ElementRow[]> {
  return await reader.rows(isPast ? PAST : CURRENT, [ids, PUBLIC_SOURCE_NAMES, OPEN_SECTIONS])
}

/** Loads the open elements of clinicians by id, whichever of them the request asks for. */
export function elementLoader(reader: Reader, isPast: boolean): LoaderDefinition<string, ElementRow[]> {
  return {
    async load(ids) {
      return groupedBy(ids, await openElements(reader, ids, isPast), (row) => row.clinicianId)
    },
  }
}

/** Those of one section, each value with its provenance beside it. */
export function elementsOf<Section extends OpenSection>(
  rows: readonly ElementRow[],
  section: Section,
): (OpenValues[Section] & { provenance: ProvenanceType; specialtyName: string | null })[] {
  return rows
    .filter((row): row is ElementRow<Section> => row.section === section)
    .map(({ value, source, lastReportedOn, retrievedAt, noLongerReportedOn, specialtyName }) => ({
      ...value,
      specialtyName,
      provenance: { source, lastReportedOn, retrievedAt, noLongerReportedOn },
    }))
}
