import type { DirectoryFact } from '../clinicians/directory.record.js'
import type { CsvRow } from '../kernel/csv.scanner.js'
import { csvRows, type RowMapper } from './engine/csv.rows.js'
import { directoryTarget } from './engine/directory.target.js'
import type { SourceLoader } from './engine/source.loader.js'
import { beginsWithNpi } from './nppes/nppes.loader.js'

/** A CSV file of a publisher that tells, by NPI, more of clinicians whom the directory knows. */
export interface NpiSupplementFile<Part> extends Pick<SourceLoader<Part>, 'name' | 'description' | 'source'> {
  nameTells: NonNullable<SourceLoader<Part>['nameTells']>
  /** What the file should be, as error messages say it. */
  expected: string
  header(row: CsvRow): RowMapper<Part>
  /** What all rows of an NPI tell of the clinician. */
  facts(parts: readonly Part[]): DirectoryFact[]
  /** Whether the NPI is the first column, so that a quote that was never closed costs no more than its row. */
  npiFirst?: boolean
}

/** Live supplements by NPI: nobody is brought into the directory, and who is not in it counts as skipped. */
export function npiSupplements<Part>(file: NpiSupplementFile<Part>): SourceLoader<Part> {
  const { name, description, source, nameTells, expected, header, facts, npiFirst = true } = file
  const mode = 'LIVE'
  return {
    name,
    description,
    source,
    mode,
    nameTells,
    rows: (sourceFile) =>
      csvRows(sourceFile, { expected, header, ...(npiFirst ? { beginsRow: beginsWithNpi, beginsRowBytes: 13 } : {}) }),
    target: directoryTarget<Part>({
      toEntry: (npi, parts) => ({
        type: 'SUPPLEMENT',
        source,
        recordKey: npi,
        mode,
        subject: { npi },
        facts: facts(parts),
      }),
    }),
  }
}
