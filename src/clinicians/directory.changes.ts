import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { DirectoryBatch } from './directory.batch.js'

/** Sections whose changes are written down for monitoring (domain.md, "Continuous monitoring"). */
export const MONITORED_SECTIONS = [
  'LICENSES',
  'SANCTIONS',
  'NPI',
  'DEA',
  'BOARD_CERTIFICATIONS',
  'TRAINING',
  'EDUCATION',
] as const

/**
 * What differs between the facts that were compared, before it is done: a row for each field of an element. A part
 * without a value is the same as no part, so that a new part of a section's values is no change until somebody reports it.
 */
const RECORD_CHANGES = writeStatement(
  'directory_record_changes',
  `insert into clinician_changes
     (clinician_id, mode, section, source, fact_key, kind, field, before, after, load_id, changed_at)
   select c.clinician_id, $2, c.section, c.source, c.fact_key, change.kind, change.field, change.before, change.after, $3, $4
     from compared_facts c
    cross join lateral (
      select 'ADDED' as kind, null as field, null::jsonb as before, c.after where c.before is null
      union all
      select 'REMOVED', null, c.before, null where c.after is null
      union all
      select 'CHANGED', part, nullif(c.before -> part, 'null'), nullif(c.after -> part, 'null')
        from jsonb_object_keys(c.before || c.after) part
       where nullif(c.before -> part, 'null') is distinct from nullif(c.after -> part, 'null')) change
    where c.section = any ($1) and c.before is distinct from c.after
    order by c.clinician_id, c.section, c.fact_key, change.field`,
)

/** Writes down what is about to change, in the transaction that changes it. */
export async function recordChanges(tx: Transaction, { mode, loadId, now }: DirectoryBatch): Promise<void> {
  await tx.write(RECORD_CHANGES, [MONITORED_SECTIONS, mode, loadId, now])
}
