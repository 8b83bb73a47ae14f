import { type AppliedCounts, applyDirectoryEntries } from '../clinicians/directory.apply.js'
import type { Database } from '../db/database.js'
import { noteCoverage } from '../sources/source.coverage.js'
import { sandboxRecords } from './sandbox.clinicians.js'
import { SANDBOX_AS_OF, SANDBOX_COVERAGES, SANDBOX_SOURCES } from './sandbox.sources.js'

/** Brings test mode to the fictional clinicians, source by source; where they are there already, nothing changes. */
export async function loadSandboxClinicians(database: Database, now: Date): Promise<Omit<AppliedCounts, 'skipped'>> {
  const total = { inserted: 0, updated: 0, unchanged: 0 }
  const records = sandboxRecords()
  for (const source of Object.values(SANDBOX_SOURCES)) {
    const applied = await applyDirectoryEntries(
      database,
      records.filter((record) => record.source === source),
      now,
    )
    total.inserted += applied.inserted
    total.updated += applied.updated
    total.unchanged += applied.unchanged
  }
  await database.transaction(async (tx) => {
    for (const { section, source } of SANDBOX_COVERAGES) {
      await noteCoverage(tx, { mode: 'TEST', section, source, asOf: SANDBOX_AS_OF })
    }
  })
  return total
}
