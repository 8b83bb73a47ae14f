import { invariant } from '../../kernel/errors.js'
import type { LoadScope, RowOutcome } from '../engine/source.loader.js'
import {
  type CheckedRow,
  type ClinicianNumbers,
  NUMBER_FIELDS,
  type PublisherPart,
  type RowFault,
} from './publisher.row.js'

/** A row that may leave out what the file says elsewhere. */
export interface SurveyedPart extends PublisherPart {
  /**
   * True if rows about the clinician could not be read: what is not in the file is not gone then, whatever its scope.
   */
  isPartial: boolean
}

/** Stands in a FULL file for rows that do not say whose they are: their clinicians could be anybody. */
export const ANYBODY = '?'

/** The key of the record of a clinician whom a row tells by this number. */
function keyOf(field: (typeof NUMBER_FIELDS)[number], number: string): string {
  return `${field}:${number}`
}

/** The keys of all numbers, in the order in which they name a record. */
export function keysOf(numbers: ClinicianNumbers): string[] {
  return NUMBER_FIELDS.flatMap((field) => {
    const number = numbers[field]
    return number === null ? [] : [keyOf(field, number)]
  })
}

/** The number that a key is made of. */
export function numbersOfKey(key: string): ClinicianNumbers {
  const [field, number] = key.split(':')
  return { npi: null, ecfmgNumber: null, nccpaNumber: null, [field ?? '']: number }
}

/**
 * What has to be known of a whole file before the meaning of one row is known, whatever their order: which numbers are
 * of one clinician, because some row gives them together, and about whom the file has rows that cannot be read.
 */
export class FileSurvey {
  /** Numbers that were given together with others, with all numbers of the same clinician. */
  readonly #groups = new Map<string, Set<string>>()
  readonly #broken = new Set<string>()
  #hasAnonymous = false

  constructor(readonly scope: LoadScope) {}

  /** Takes note of a row in the first pass. */
  note({ numbers, part }: CheckedRow): void {
    const keys = numbers === null ? [] : keysOf(numbers)
    if (keys.length > 1) this.#unite(keys)
    if (this.scope !== 'FULL' || (part !== null && part.row !== null)) return
    const [key] = keys
    if (key === undefined) this.#hasAnonymous = true
    else this.#broken.add(key)
  }

  /** Takes note of a row that cannot be told from anything else. */
  noteUnreadable(): void {
    this.#hasAnonymous = true
  }

  /** What a row is, in the second pass. */
  outcome({ numbers, part, faults }: CheckedRow): RowOutcome<SurveyedPart> {
    const keys = numbers === null ? [] : keysOf(numbers)
    const group = this.#groups.get(keys[0] ?? '') ?? new Set(keys)
    const doubled = NUMBER_FIELDS.find((field) => keysOfField(group, field).length > 1)
    const found: RowFault[] = [...faults]
    if (doubled !== undefined) found.push({ reason: 'CONTRADICTORY_NUMBERS', field: doubled })
    if (part?.row === null && this.scope === 'FULL') found.push({ reason: 'REMOVED_IN_FULL_FILE', field: 'removed' })
    const [key] = NUMBER_FIELDS.flatMap((field) => keysOfField(group, field))
    if (part === null || key === undefined || found.length > 0) {
      return { ...this.#mention(doubled === undefined ? key : keys[0]), ...rejection(found, numbers?.npi ?? '') }
    }
    return { key, part: { ...part, isPartial: this.#isPartial(group) } }
  }

  /** A row that the file's own form makes unreadable. */
  unreadable(reason: string): RowOutcome<SurveyedPart> {
    return { ...this.#mention(undefined), rejected: reason, publicKey: '' }
  }

  /** A rejected row of a FULL file tells at least that its clinician is in the file. */
  #mention(key: string | undefined): { key?: string } {
    return this.scope === 'FULL' ? { key: key ?? ANYBODY } : {}
  }

  #isPartial(group: ReadonlySet<string>): boolean {
    if (this.scope !== 'FULL') return true
    return this.#hasAnonymous || [...group].some((key) => this.#broken.has(key))
  }

  #unite(keys: readonly string[]): void {
    const united = new Set(keys)
    for (const key of keys) for (const other of this.#groups.get(key) ?? []) united.add(other)
    for (const key of united) this.#groups.set(key, united)
  }
}

function keysOfField(keys: ReadonlySet<string>, field: string): string[] {
  return [...keys].filter((key) => key.startsWith(`${field}:`))
}

function rejection(faults: readonly RowFault[], publicKey: string): RowOutcome<SurveyedPart> & { rejected: string } {
  const [first] = faults
  invariant(first !== undefined, 'a row that says nothing has a fault')
  return { rejected: first.reason, publicKey, faults }
}
