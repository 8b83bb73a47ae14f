import {
  countAbsentDeactivations,
  deactivationOf,
  forgetAbsentDeactivations,
  forgetDeactivations,
  rememberDeactivations,
} from '../../clinicians/deactivated-npi.queries.js'
import { isOlderThanKnown } from '../../clinicians/directory.recency.js'
import type { DirectoryEntry, RecordDates } from '../../clinicians/directory.record.js'
import type { Transaction } from '../../db/database.js'
import { directoryTarget } from '../engine/directory.target.js'
import type { LoadContext, LoadTarget, StagedRecord, TargetCounts } from '../engine/source.loader.js'

/** How NPPES's records, whose keys are NPIs, come into the directory. */
interface NppesRecords<Part> {
  toEntry(npi: string, parts: readonly Part[]): DirectoryEntry
  /** How new a record is, and whether it stands as deactivated; the same as the entry's. */
  datesOf(parts: readonly Part[]): RecordDates
  /** Whether a full file of this kind has every record: who is not in it has vanished. */
  vanishes: boolean
}

/**
 * The directory and, beside it, the memory of deactivated numbers, in one transaction: NPPES withholds everything else of
 * them, so of most the directory never knows more. A record that is older than its deactivation counts as
 * OLDER_THAN_KNOWN and is not brought in, however old the file is that still has it as active; one that is active again
 * ends the memory. A full file forgets the numbers that it no longer has as deactivated.
 */
export function rememberingDeactivations<Part>(records: NppesRecords<Part>): LoadTarget<Part> {
  const directory = directoryTarget<Part>({ toEntry: records.toEntry })
  return {
    ...directory,
    ...(records.vanishes ? {} : VANISHING_FROM_MEMORY),
    async apply(tx, staged, load) {
      const { current, overtaken } = await recall(tx, staged, load, records.datesOf)
      return withOlder(await directory.apply(tx, current, load), overtaken)
    },
    async finish(tx, load) {
      await directory.finish?.(tx, load)
      if (load.scope === 'FULL' && records.vanishes) await forgetAbsentDeactivations(tx, load, load.stagedKeys)
    },
  }
}

/** Of a report, which tells of nobody else, no more vanishes than numbers of the memory; too many of them as anywhere. */
const VANISHING_FROM_MEMORY: Pick<LoadTarget<unknown>, 'vanish' | 'countVanishing'> = {
  vanish: async (tx, load, limit) => await forgetAbsentDeactivations(tx, load, load.stagedKeys, limit),
  countVanishing: async (tx, load) => await countAbsentDeactivations(tx, load, load.stagedKeys),
}

/** Brings the memory to what the records say; tells those apart that it says are older, by the number of their parts. */
async function recall<Part>(
  tx: Transaction,
  staged: readonly StagedRecord<Part>[],
  load: LoadContext,
  datesOf: NppesRecords<Part>['datesOf'],
): Promise<{ current: StagedRecord<Part>[]; overtaken: number }> {
  const npis = staged.map(({ key }) => key)
  const known = new Map((await deactivationOf(tx, load.mode, npis)).map((one) => [one.npi, one.deactivatedOn]))
  const current: StagedRecord<Part>[] = []
  const deactivated: { npi: string; deactivatedOn: string }[] = []
  const active: string[] = []
  let overtaken = 0
  for (const record of staged) {
    const dates = datesOf(record.parts)
    const knownOn = known.get(record.key)
    if (dates.deactivatedOn !== null) deactivated.push({ npi: record.key, deactivatedOn: dates.deactivatedOn })
    else if (knownOn !== undefined) {
      if (isOlderThanKnown(dates, { reportedOn: null, deactivatedOn: knownOn, reactivatedOn: null })) {
        overtaken += record.parts.length
        continue
      }
      active.push(record.key)
    }
    current.push(record)
  }
  await rememberDeactivations(tx, load, deactivated)
  await forgetDeactivations(tx, load.mode, active)
  return { current, overtaken }
}

function withOlder(counts: TargetCounts, rows: number): TargetCounts {
  if (rows === 0) return counts
  const known = counts.skipped['OLDER_THAN_KNOWN'] ?? 0
  return { ...counts, skipped: { ...counts.skipped, OLDER_THAN_KNOWN: known + rows } }
}
