import path from 'node:path'
import { packageRoot } from '../kernel/package-root.js'

/** The NPPES rows that are shipped with the product; real and public records, see PROVENANCE.md beside them. */
export function nppesSampleFile(): string {
  return path.join(packageRoot(), 'src', 'sources', 'samples', 'nppes_sample.csv')
}
