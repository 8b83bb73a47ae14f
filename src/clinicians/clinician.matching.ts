import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import type { UserErrorItem } from '../kernel/errors.js'
import { npiRepairs } from '../kernel/identifiers.js'
import {
  cliniciansBornWithNames,
  cliniciansByNumbers,
  cliniciansKnownByNpis,
  type NamedRow,
} from './clinician.queries.js'
import type { CheckedCriterion } from './clinician.rules.js'
import type { ClinicianMatch, Criterion } from './clinician.type.js'
import { isWanted, wantedName } from './name.rules.js'

/** Who has an NPI. */
export interface KnownNpi {
  id: string
  npi: string
}

const NUMBERS = ['NPI', 'ECFMG_NUMBER', 'NCCPA_NUMBER'] as const

/**
 * Who matches each of the criteria, in their order, at most `limit` for each: a search is a look-up of one. One statement
 * for each kind of criterion that is among them, however many they are.
 */
export async function matchCriteria(
  reader: Reader,
  mode: Mode,
  criteria: readonly CheckedCriterion[],
  limit: number,
): Promise<ClinicianMatch[][]> {
  const matches: ClinicianMatch[][] = criteria.map(() => [])
  for (const kind of NUMBERS) {
    const places = placesOf(criteria, (criterion) => (criterion.kind === kind ? criterion.number : null))
    if (places.size === 0) continue
    for (const { number, ...clinician } of await cliniciansByNumbers(reader, mode, kind, [...places.keys()])) {
      for (const place of places.get(number) ?? []) matches[place]?.push(found(clinician, kind, null))
    }
  }
  const named = criteria.flatMap((criterion, place) => (isByName(criterion) ? [wantedAt(place, criterion)] : []))
  if (named.length === 0) return matches
  for (const row of await cliniciansBornWithNames(reader, mode, named)) {
    const wanted = named[row.wanted]
    const match = matchByName(row)
    if (wanted === undefined || match.matchedName === null || !isWanted(wanted, match.matchedName)) continue
    const mine = matches[wanted.place] ?? []
    // The names of a clinician come one after the other, and the first that matches is told.
    if (mine.length < limit && mine.at(-1)?.clinician.id !== row.id) mine.push(match)
  }
  return matches
}

function wantedAt(place: number, { firstName, lastName, birthDate }: NameCriterion) {
  return { place, birthDate, ...wantedName(firstName, lastName) }
}

/**
 * For NPIs with a wrong check digit: the one that was likely meant, where exactly one of those that are a slip away is in
 * the directory. To tell it is a read of that clinician.
 */
export async function suggestNpis(
  reader: Reader,
  mode: Mode,
  npis: readonly string[],
): Promise<ReadonlyMap<string, KnownNpi>> {
  if (npis.length === 0) return new Map()
  const repairs = new Map(npis.map((npi) => [npi, npiRepairs(npi)]))
  const known = await cliniciansKnownByNpis(reader, mode, [...new Set([...repairs.values()].flat())])
  const byNpi = new Map(known.map((one) => [one.npi, one]))
  return new Map(
    [...repairs].flatMap(([npi, near]) => {
      const [meant, ...others] = near.flatMap((one) => byNpi.get(one) ?? [])
      return meant !== undefined && others.length === 0 ? [[npi, meant] as const] : []
    }),
  )
}

/** What is said of such an NPI. */
export function wrongCheckDigit(npi: string, meant: KnownNpi | null): UserErrorItem {
  const hint = meant === null ? '' : `; did you mean ${meant.npi}?`
  return { code: 'INVALID_INPUT', field: ['npi'], message: `the check digit of ${npi} is wrong${hint}` }
}

type NameCriterion = Extract<CheckedCriterion, { kind: 'NAME_AND_BIRTH_DATE' }>

function isByName(criterion: CheckedCriterion): criterion is NameCriterion {
  return criterion.kind === 'NAME_AND_BIRTH_DATE'
}

/** At which places each key stands. */
function placesOf<Value>(values: readonly Value[], keyOf: (value: Value) => string | null): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, value] of values.entries()) {
    const key = keyOf(value)
    if (key === null) continue
    const known = places.get(key)
    if (known === undefined) places.set(key, [place])
    else known.push(place)
  }
  return places
}

function found(
  clinician: ClinicianMatch['clinician'],
  matchedOn: Criterion,
  matchedName: ClinicianMatch['matchedName'],
): ClinicianMatch {
  return { clinician, matchedOn, matchedName }
}

function matchByName(row: NamedRow): ClinicianMatch {
  return found(row, 'NAME_AND_BIRTH_DATE', {
    type: row.matchedType,
    firstName: row.matchedFirstName,
    middleName: row.matchedMiddleName,
    lastName: row.matchedLastName,
    suffix: row.matchedSuffix,
  })
}
