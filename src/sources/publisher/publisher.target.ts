import { analyzeGrownTables, applyDrafts, type EntryDraft } from '../../clinicians/directory.apply.js'
import { beginBatch, type DirectoryBatch } from '../../clinicians/directory.batch.js'
import {
  fillIdentities,
  type KnownClinician,
  type KnownIdentity,
  knownByRecords,
} from '../../clinicians/directory.known.js'
import { silenceRecords } from '../../clinicians/directory.vanish.js'
import { canonicalJson, sha256Hex } from '../../kernel/digest.js'
import type { LoadContext, LoadTarget } from '../engine/source.loader.js'
import { noteCoverage } from '../source.coverage.js'
import { isCompleteLoad } from './publisher.coverage.js'
import { entryOf, type PublisherFile, type ToldClinician, toldClinician, untoldClinician } from './publisher.entry.js'
import { PublisherPeople } from './publisher.people.js'
import { vanishingCounts, vanishingKeys } from './publisher.queries.js'
import type { SurveyedPart } from './publisher.survey.js'

/**
 * The directory as where the rows of a publisher go. What the source said before is read and the rows are added to it, so
 * that a file of one section leaves what the source's other files have told. With `covers`, a FULL file means that the
 * source was asked about everybody who is in the directory.
 */
export function publisherTarget(file: PublisherFile, covers: boolean): LoadTarget<SurveyedPart> {
  return {
    async apply(tx, records, load) {
      const batch = batchOf(load)
      await beginBatch(tx)
      const people = await PublisherPeople.of(tx, batch, load.stagedKeys, records)
      const skipped: Record<string, number> = {}
      const drafts: EntryDraft[] = []
      const identities: KnownIdentity[] = []
      let unchanged = 0
      for (const { key, parts } of records) {
        const found = people.find(key, parts)
        if ('skipped' in found) {
          addTo(skipped, found.skipped, parts.length)
          continue
        }
        const { known, numbers } = found
        const told = toldClinician(file, parts, known, numbers)
        const draft = draftOf(file, key, told, known, parts.length)
        if (draft === null) addTo(skipped, 'NOT_IN_DIRECTORY', parts.length)
        // To remove what the source has never told changes nothing.
        else if (told.facts.length === 0 && known?.recordKey === null) unchanged += parts.length
        else drafts.push(draft)
        if (known !== undefined) identities.push({ clinicianId: known.id, ...told.numbers, birthDate: told.birthDate })
      }
      const counts = await applyDrafts(tx, batch, drafts)
      await fillIdentities(tx, identities, load.now)
      for (const [reason, rows] of Object.entries(counts.skipped)) addTo(skipped, reason, rows)
      return { ...counts, unchanged: counts.unchanged + unchanged, skipped }
    },

    async vanish(tx, load, limit) {
      const batch = batchOf(load)
      await beginBatch(tx)
      const keys = await vanishingKeys(tx, load, file.section, limit)
      const left = (await knownByRecords(tx, batch, keys)).map((known) => ({
        known,
        told: untoldClinician(file, known),
      }))
      const silent = left.filter(({ told }) => told.facts.length === 0)
      if (silent.length > 0)
        await silenceRecords(
          tx,
          batch,
          silent.map(({ known }) => known.recordKey ?? ''),
        )
      const drafts = left
        .filter(({ told }) => told.facts.length > 0)
        .map(({ known, told }) => draftOf(file, known.recordKey ?? '', told, known, 1))
      await applyDrafts(
        tx,
        batch,
        drafts.filter((draft) => draft !== null),
      )
      return keys.length
    },

    countVanishing: async (tx, load) => await vanishingCounts(tx, load, file.section),

    async finish(tx, load) {
      await analyzeGrownTables(tx)
      const { source, mode, section } = file
      if (!covers || section === null || load.scope !== 'FULL' || load.asOf === null) return
      if (!(await isCompleteLoad(tx, load.loadId))) return
      await noteCoverage(tx, { mode, section, source, asOf: load.asOf, askedAt: load.now })
    },
  }
}

/** A source that spoke of the clinician before under another number goes on with the record of that. */
function draftOf(
  file: PublisherFile,
  fileKey: string,
  told: ToldClinician,
  known: KnownClinician | undefined,
  rows: number,
): EntryDraft | null {
  const recordKey = known?.recordKey ?? fileKey
  const entry = entryOf(file, recordKey, told, known)
  if (entry === null) return null
  return { recordKey, digest: sha256Hex(canonicalJson(told)), rows, toEntry: () => entry }
}

function addTo(byReason: Record<string, number>, reason: string, rows: number): void {
  byReason[reason] = (byReason[reason] ?? 0) + rows
}

function batchOf({ source, mode, now, loadId, asOf }: LoadContext): DirectoryBatch {
  return { source, mode, now, loadId, asOf }
}
