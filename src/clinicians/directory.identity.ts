import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import type { DirectoryEntry } from './directory.record.js'

/** Why an entry that can be read leaves nothing in the directory. */
export type EntrySkipReason =
  /** An amendment or supplement of a clinician who is not there; loaded again later it may find one. */
  | 'NOT_IN_DIRECTORY'
  /** The source is known to have said something newer. */
  | 'OLDER_THAN_KNOWN'
  /** The source has another record of the same clinician: the facts of two records are never mixed. */
  | 'SAME_CLINICIAN_TWICE'
  /** Its numbers belong to different clinicians, or contradict those of the clinician whom one of them names. */
  | 'IDENTITY_CONFLICT'

/** The numbers by which a clinician can be known, in the order in which they are looked at. */
const NUMBERS = ['npi', 'ecfmgNumber', 'nccpaNumber'] as const
type Numbers = Record<(typeof NUMBERS)[number], string | null>

interface Identity extends Numbers {
  id: string
  /** Key of the record that the source of the batch has of the clinician; null if it has none. */
  holder: string | null
}

const IDENTITY = `select c.id, c.npi, c.ecfmg_number as "ecfmgNumber", c.nccpa_number as "nccpaNumber",
    (select record_key from source_records r
      where r.clinician_id = c.id and r.source = $2 and r.no_longer_reported_at is null) as holder
  from clinicians c where c.mode = $1`

/** All that a batch speaks of in one round trip; each of the four goes by an index of its own. */
const IDENTITIES = readStatement<Identity>(
  'directory_identities',
  `${IDENTITY} and c.npi = any ($3::text[])
   union all ${IDENTITY} and c.ecfmg_number = any ($4::text[])
   union all ${IDENTITY} and c.nccpa_number = any ($5::text[])
   union all ${IDENTITY} and c.id = any ($6::text[])`,
)

/** Where an entry belongs: with a clinician of the directory, or with a new one. */
export type Placement = { clinicianId: string; isNew: boolean } | { skipped: EntrySkipReason }

/** Who is who among the clinicians of whom one batch speaks, before it and while its entries find their places. */
export class DirectoryIdentities {
  readonly #byNumber = new Map<string, string>()
  readonly #byId = new Map<string, Identity>()
  readonly #placed = new Set<string>()

  /** Looks up whom the entries name, and the clinicians `ids`. */
  static async of(
    tx: Transaction,
    { mode, source }: { mode: Mode; source: string },
    entries: readonly DirectoryEntry[],
    ids: readonly string[],
  ): Promise<DirectoryIdentities> {
    const sought = entries.map(numbersOf)
    const numbers = NUMBERS.map((kind) => sought.map((each) => each[kind]).filter((number) => number !== null))
    const subjects = entries.flatMap((entry) =>
      entry.type === 'SUPPLEMENT' && 'clinicianId' in entry.subject ? [entry.subject.clinicianId] : [],
    )
    const identities = new DirectoryIdentities()
    for (const found of await tx.rows(IDENTITIES, [mode, source, ...numbers, [...subjects, ...ids]])) {
      identities.#note(found)
    }
    return identities
  }

  /** Whom the entry's numbers name: nobody, one clinician, or several. */
  find(entry: DirectoryEntry): string | undefined | 'SEVERAL' {
    if (entry.type === 'SUPPLEMENT' && 'clinicianId' in entry.subject) {
      return this.#byId.get(entry.subject.clinicianId)?.id
    }
    const numbers = numbersOf(entry)
    const ids = new Set(NUMBERS.map((kind) => this.#byNumber.get(`${kind}:${numbers[kind]}`)))
    ids.delete(undefined)
    return ids.size > 1 ? 'SEVERAL' : [...ids][0]
  }

  /**
   * Finds the place of the next entry of the batch; `knownId` is the clinician of whom its record was, if it is known.
   * A known record stays with its clinician and may correct the numbers; a supplement goes by its subject alone.
   */
  place(entry: DirectoryEntry, knownId: string | undefined): Placement {
    const named = this.find(entry)
    const ownId = entry.type === 'SUPPLEMENT' ? undefined : knownId
    if (named === 'SEVERAL' || (named !== undefined && ownId !== undefined && named !== ownId)) {
      return { skipped: 'IDENTITY_CONFLICT' }
    }
    const id = ownId ?? named
    if (id === undefined && entry.type !== 'RECORD') return { skipped: 'NOT_IN_DIRECTORY' }
    const identity = id === undefined ? undefined : this.#byId.get(id)
    if (identity !== undefined && ownId === undefined && contradict(identity, numbersOf(entry))) {
      return { skipped: 'IDENTITY_CONFLICT' }
    }
    const holder = identity?.holder ?? entry.recordKey
    if (holder !== entry.recordKey || (id !== undefined && this.#placed.has(id))) {
      return { skipped: 'SAME_CLINICIAN_TWICE' }
    }
    const clinicianId = id ?? newId('clinician')
    this.#placed.add(clinicianId)
    if (entry.type === 'RECORD') this.#note({ ...numbersOf(entry), id: clinicianId, holder })
    return { clinicianId, isNew: id === undefined }
  }

  #note(identity: Identity): void {
    const merged = { ...this.#byId.get(identity.id), ...identity }
    for (const kind of NUMBERS) {
      const number = identity[kind]
      if (number === null) merged[kind] = this.#byId.get(identity.id)?.[kind] ?? null
      else this.#byNumber.set(`${kind}:${number}`, identity.id)
    }
    this.#byId.set(identity.id, merged)
  }
}

const NO_NUMBERS: Readonly<Numbers> = { npi: null, ecfmgNumber: null, nccpaNumber: null }

function numbersOf(entry: DirectoryEntry): Numbers {
  if (entry.type === 'SUPPLEMENT') return { ...NO_NUMBERS, ...entry.subject }
  return entry.type === 'RECORD' ? entry : { ...NO_NUMBERS, npi: entry.npi }
}

/** Whether they differ in a number that both have: then one of them is about somebody else, whichever is right. */
function contradict(one: Numbers, other: Numbers): boolean {
  return NUMBERS.some((kind) => one[kind] !== null && other[kind] !== null && one[kind] !== other[kind])
}
