import { analyzeGrownTables, applyDrafts } from '../../clinicians/directory.apply.js'
import type { DirectoryBatch } from '../../clinicians/directory.batch.js'
import type { DirectoryEntry } from '../../clinicians/directory.record.js'
import { countVanishing, KNOWN_DIGESTS, vanishRecords } from '../../clinicians/directory.vanish.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { LoadContext, LoadScope, LoadTarget } from './source.loader.js'

/** How records of a source become entries of the directory. */
export interface DirectoryMapping<Part> {
  /**
   * What the rows of one key say, with that key as `recordKey` and the loader's source and mode. It is asked only if the
   * rows differ from those that were applied last, so it must make the same of the same rows, whatever `scope` and `asOf`
   * are. For a change of the mapping to reach records whose rows stay the same, let the parts of the rows differ too.
   */
  toEntry(key: string, parts: readonly Part[], load: { scope: LoadScope; asOf: LocalDay | null }): DirectoryEntry
}

/** The directory as where records go. In a whole file, a record that is not there has vanished. */
export function directoryTarget<Part>({ toEntry }: DirectoryMapping<Part>): LoadTarget<Part> {
  /** By the parts of the record. */
  const prepared = new WeakMap<readonly Part[], DirectoryEntry>()
  return {
    knownDigests: KNOWN_DIGESTS,
    prepare(records, load) {
      for (const { key, parts } of records) prepared.set(parts, toEntry(key, parts, load))
    },
    async apply(tx, records, load) {
      const drafts = records.map(({ key, parts, digest }) => ({
        recordKey: key,
        digest,
        rows: parts.length,
        toEntry: () => prepared.get(parts) ?? toEntry(key, parts, load),
      }))
      return await applyDrafts(tx, batchOf(load), drafts)
    },
    vanish: async (tx, load, limit) => await vanishRecords(tx, batchOf(load), load.stagedKeys, limit),
    countVanishing: async (tx, load) => await countVanishing(tx, batchOf(load), load.stagedKeys),
    finish: async (tx) => await analyzeGrownTables(tx),
  }
}

function batchOf({ source, mode, now, loadId, asOf }: LoadContext): DirectoryBatch {
  return { source, mode, now, loadId, asOf }
}
