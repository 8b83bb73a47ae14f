import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { LoadContext, SourceLoader } from '../engine/source.loader.js'
import { beginMatching, matchExclusions } from './exclusion.matching.js'

const ANY = readStatement<{ found: boolean }>(
  'exclusions_any',
  'select exists (select from exclusions where mode = $1) as found',
)

const CLINICIANS_OF = readStatement<{ id: string }>(
  'exclusions_clinicians_of_records',
  `select clinician_id as id from source_records where mode = $1 and source = $2 and record_key = any ($3::text[])`,
)

/**
 * A loader of the directory after which it is known of everybody whom it has brought or changed whether OIG excludes
 * them: a number, a name or a birth date can settle that. In the transaction of each batch, so that nobody can be
 * ordered as "none reported" before; and for everything once more at the end, for names that the file no longer has.
 */
export function followedByMatching<Part>(loader: SourceLoader<Part>): SourceLoader<Part> {
  const { target } = loader
  return {
    ...loader,
    target: {
      ...target,
      async apply(tx, records, load) {
        // First: a list that is being matched meanwhile does not see these clinicians.
        await beginMatching(tx)
        if (!(await areThereExclusions(tx, load))) return await target.apply(tx, records, load)
        const counts = await target.apply(tx, records, load)
        if (counts.inserted + counts.updated > 0) {
          const keys = records.map(({ key }) => key)
          const clinicians = await tx.rows(CLINICIANS_OF, [load.mode, load.source, keys])
          await matchExclusions(tx, occasionOf(load), { clinicianIds: clinicians.map(({ id }) => id) })
        }
        return counts
      },
      async finish(tx, load) {
        await beginMatching(tx)
        await target.finish?.(tx, load)
        if (await areThereExclusions(tx, load)) await matchExclusions(tx, occasionOf(load))
      },
    },
  }
}

async function areThereExclusions(tx: Transaction, { mode }: LoadContext): Promise<boolean> {
  const [any] = await tx.rows(ANY, [mode])
  return any?.found === true
}

/** The day of another source's file says nothing of OIG's. */
function occasionOf({ now, loadId }: LoadContext) {
  return { now, loadId, asOf: null }
}
