import type { Mode } from '../../auth/actor.js'
import type { EntrySkipReason } from '../../clinicians/directory.identity.js'
import { type KnownClinician, knownByNumbers } from '../../clinicians/directory.known.js'
import type { Transaction } from '../../db/database.js'
import type { StagedRecord } from '../engine/source.loader.js'
import { stagedAmong } from './publisher.queries.js'
import { type ClinicianNumbers, NUMBER_FIELDS } from './publisher.row.js'
import { keysOf, numbersOfKey, type SurveyedPart } from './publisher.survey.js'

/** Whom a record is about: a clinician of the directory, or somebody whom it does not know; or why that cannot be said. */
export type FoundPerson =
  | { known: KnownClinician | undefined; numbers: ClinicianNumbers }
  | { skipped: EntrySkipReason }

/** Who is who among the clinicians of whom a batch of a publisher's file speaks. */
export class PublisherPeople {
  readonly #byKey = new Map<string, KnownClinician>()
  readonly #staged: ReadonlySet<string>

  private constructor(known: readonly KnownClinician[], staged: readonly string[]) {
    for (const clinician of known) for (const key of keysOf(clinician)) this.#byKey.set(key, clinician)
    this.#staged = new Set(staged)
  }

  static async of(
    tx: Transaction,
    source: { mode: Mode; source: string },
    stagedKeys: string,
    records: readonly StagedRecord<SurveyedPart>[],
  ): Promise<PublisherPeople> {
    const known = await knownByNumbers(
      tx,
      source,
      records.map(({ key, parts }) => numbersOf(key, parts)),
    )
    return new PublisherPeople(known, await stagedAmong(tx, stagedKeys, known.flatMap(keysOf)))
  }

  /**
   * Numbers of two clinicians, or that contradict those of the one clinician whom they name, say nothing of whom they
   * mean; but a source may correct the other numbers of a clinician whom it introduces. If the file speaks of a clinician
   * under two numbers, and only the directory knows that they are of one, the first of them counts.
   */
  find(key: string, parts: readonly SurveyedPart[]): FoundPerson {
    const numbers = numbersOf(key, parts)
    const found = new Set(keysOf(numbers).flatMap((each) => this.#byKey.get(each) ?? []))
    if (found.size > 1) return { skipped: 'IDENTITY_CONFLICT' }
    const [known] = found
    if (known === undefined) return { known, numbers }
    const mayCorrect = known.recordKey === key && parts.some(({ section }) => section === 'IDENTITY')
    const contradicts = NUMBER_FIELDS.some(
      (field) => numbers[field] !== null && known[field] !== null && numbers[field] !== known[field],
    )
    if (contradicts && !mayCorrect) return { skipped: 'IDENTITY_CONFLICT' }
    const first = keysOf(known).find((each) => each === key || this.#staged.has(each))
    return first === key || first === undefined ? { known, numbers } : { skipped: 'SAME_CLINICIAN_TWICE' }
  }
}

function numbersOf(key: string, parts: readonly SurveyedPart[]): ClinicianNumbers {
  const all = [numbersOfKey(key), ...parts.map(({ numbers }) => numbers)]
  const of = (field: keyof ClinicianNumbers) => all.find((numbers) => numbers[field] !== null)?.[field] ?? null
  return { npi: of('npi'), ecfmgNumber: of('ecfmgNumber'), nccpaNumber: of('nccpaNumber') }
}
