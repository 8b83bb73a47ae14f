import type { Mode } from '../auth/actor.js'
import { matchCriteria } from '../clinicians/clinician.matching.js'
import type { CheckedCriterion } from '../clinicians/clinician.rules.js'
import type { ClinicianKind } from '../clinicians/clinician.type.js'
import { applyDrafts } from '../clinicians/directory.apply.js'
import { beginBatch } from '../clinicians/directory.batch.js'
import { knownByRecords } from '../clinicians/directory.known.js'
import type { DirectoryFact, DirectoryName, DirectoryRecord } from '../clinicians/directory.record.js'
import type { Transaction } from '../db/database.js'
import { sha256Hex } from '../kernel/digest.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import type { LocalDay } from '../kernel/local-day.js'
import { optionalTextOf, stateOf } from '../organizations/organization.rules.js'
import { beginMatching, matchExclusions } from '../sources/leie/exclusion.matching.js'
import {
  birthDateOf,
  checkNumbers,
  MAX_NAME_LENGTH,
  type NumbersInput,
  nameOf,
  optionalNameOf,
} from './known-clinician.js'

/** Longest suffix and credential. */
const MAX_ABBREVIATION_LENGTH = 60

/** Who a clinician is whom the directory does not know, as staff found out. */
export interface NewClinician {
  kind: ClinicianKind
  firstName: string | null
  middleName: string | null
  lastName: string
  suffix: string | null
  credential: string | null
  birthDate: LocalDay | null
  npi: string | null
  ecfmgNumber: string | null
  nccpaNumber: string | null
  city: string | null
  state: string | null
}

/** The same as it comes in. */
export interface NewClinicianData extends NumbersInput {
  readonly kind: ClinicianKind
  readonly firstName?: string | null
  readonly middleName?: string | null
  readonly lastName: string
  readonly suffix?: string | null
  readonly credential?: string | null
  readonly birthDate?: string | null
  readonly city?: string | null
  readonly state?: string | null
}

/** Checks who it is: each part, and that it tells the clinician from all others. @throws UserErrors INVALID_INPUT */
export function checkNewClinician(input: NewClinicianData, today: LocalDay, path: readonly string[]): NewClinician {
  const at = (field: string): string[] => [...path, field]
  const clinician: NewClinician = {
    kind: input.kind,
    firstName: optionalNameOf(input.firstName, at('firstName')),
    middleName: optionalNameOf(input.middleName, at('middleName')),
    lastName: nameOf(input.lastName, at('lastName')),
    suffix: optionalTextOf(input.suffix, at('suffix'), MAX_ABBREVIATION_LENGTH),
    credential: optionalTextOf(input.credential, at('credential'), MAX_ABBREVIATION_LENGTH),
    birthDate: birthDateOf(input.birthDate ?? null, today, at('birthDate')),
    ...checkNumbers(input, path),
    city: optionalTextOf(input.city, at('city'), MAX_NAME_LENGTH),
    state: input.state == null ? null : stateOf(input.state, at('state')),
  }
  const { kind, npi, ecfmgNumber, nccpaNumber, firstName, birthDate } = clinician
  if (ecfmgNumber !== null && kind !== 'PHYSICIAN') {
    throw UserErrors.one('INVALID_INPUT', at('ecfmgNumber'), 'expected none: only physicians have one')
  }
  if (nccpaNumber !== null && kind !== 'PHYSICIAN_ASSISTANT') {
    throw UserErrors.one('INVALID_INPUT', at('nccpaNumber'), 'expected none: only physician assistants have one')
  }
  if ((npi ?? ecfmgNumber ?? nccpaNumber) === null && (firstName === null || birthDate === null)) {
    throw UserErrors.one('INVALID_INPUT', [...path], 'expected a number, or else first name and date of birth')
  }
  return clinician
}

/** In what a new clinician comes into the directory. */
export interface Entrance {
  mode: Mode
  /** Name of the source as printed. */
  source: string
  /** Number of the request that was answered: the source's key of the record. */
  recordKey: string
  now: Date
  /** The day of the answer, on which the source reports it. */
  today: LocalDay
}

/**
 * Brings the clinician into the directory and finds out whether exclusions are about him or her, so that the clinician can
 * be ordered at once; returns the id.
 * @throws UserErrors ALREADY_EXISTS, with the id, if the directory has one of the numbers or, without any, somebody of
 * that name and date of birth
 */
export async function enterNewClinician(tx: Transaction, clinician: NewClinician, entrance: Entrance): Promise<string> {
  const { mode, source, recordKey, now } = entrance
  const origin = { loadId: null, asOf: null }
  // The locks of matching and of a batch, in the order of all who take both: nobody else brings the clinician meanwhile.
  await beginMatching(tx)
  const batch = { source, mode, now, ...origin }
  await beginBatch(tx)
  const present = await presentClinician(tx, clinician, mode)
  if (present !== null) {
    const message = `the directory has this clinician: answer with the clinicianId "${present}"`
    throw UserErrors.one('ALREADY_EXISTS', ['newClinician'], message)
  }
  const entry = recordOf(clinician, entrance)
  const digest = sha256Hex(JSON.stringify(entry))
  const applied = await applyDrafts(tx, batch, [{ recordKey, digest, rows: 1, toEntry: () => entry }])
  const [entered] = await knownByRecords(tx, { mode, source }, [recordKey])
  invariant(applied.inserted === 1 && entered !== undefined, 'whom the directory does not know is a new clinician')
  await matchExclusions(tx, { now, ...origin }, { clinicianIds: [entered.id] })
  return entered.id
}

/** Id of whom the directory has already; null if it has nobody like that. */
async function presentClinician(tx: Transaction, clinician: NewClinician, mode: Mode): Promise<string | null> {
  const { npi, ecfmgNumber, nccpaNumber, firstName, lastName, birthDate } = clinician
  const criteria: CheckedCriterion[] = []
  if (npi !== null) criteria.push({ kind: 'NPI', number: npi })
  if (ecfmgNumber !== null) criteria.push({ kind: 'ECFMG_NUMBER', number: ecfmgNumber })
  if (nccpaNumber !== null) criteria.push({ kind: 'NCCPA_NUMBER', number: nccpaNumber })
  // With a number it may be a namesake.
  if (criteria.length === 0 && firstName !== null && birthDate !== null) {
    criteria.push({ kind: 'NAME_AND_BIRTH_DATE', firstName, lastName, birthDate })
  }
  const [match] = (await matchCriteria(tx, mode, criteria, 1)).flat()
  return match?.clinician.id ?? null
}

/** What the directory learns; any source that knows more heads the clinician from then on. */
function recordOf(clinician: NewClinician, { mode, source, recordKey, today }: Entrance): DirectoryRecord {
  const { firstName: first, middleName: middle, lastName: last, suffix, ...identity } = clinician
  const legal: DirectoryName = { type: 'LEGAL', first, middle, last, suffix }
  const { credential, birthDate, npi, ecfmgNumber } = identity
  const told: [section: string, value: object][] = [['NAMES', { ...legal, prefix: null, credential }]]
  if (birthDate !== null) told.push(['BIRTH', { date: birthDate, city: null, state: null, country: null }])
  if (npi !== null) {
    told.push(['NPI', { number: npi, enumeratedOn: null, deactivatedOn: null, reactivatedOn: null }])
  }
  if (ecfmgNumber !== null) told.push(['ECFMG', { number: ecfmgNumber, certifiedOn: null }])
  const facts: DirectoryFact[] = told.map(([section, value]) => {
    return { section, key: 'research', position: 0, value, lastReportedOn: today }
  })
  return {
    type: 'RECORD',
    mode,
    source,
    recordKey,
    first,
    middle,
    last,
    suffix,
    ...identity,
    givesWay: true,
    names: [legal],
    facts,
  }
}
