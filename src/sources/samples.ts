import path from 'node:path'
import { packageRoot } from '../kernel/package-root.js'

/** The NPPES rows that are shipped with the product; real and public records, see PROVENANCE.md beside them. */
export function nppesSampleFile(): string {
  return path.join(packageRoot(), 'src', 'sources', 'samples', 'nppes_sample.csv')
}

/** A physician of that sample with two state licenses, for whoever wants to try live mode. */
export const NPPES_SAMPLE_PHYSICIAN_NPI = '1932102084'
