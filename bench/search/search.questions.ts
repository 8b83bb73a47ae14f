import type { Client } from 'pg'
import { matchCriteria, suggestNpis } from '../../src/clinicians/clinician.matching.js'
import { explainMisses } from '../../src/clinicians/clinician.misses.js'
import { cliniciansByIds } from '../../src/clinicians/clinician.queries.js'
import type { CheckedCriterion } from '../../src/clinicians/clinician.rules.js'
import type { Reader } from '../../src/db/database.js'
import { openElements } from '../../src/profiles/clinician-element.loaders.js'

/** One way to ask the directory, with other criteria each time. */
export interface Question {
  name: string
  /** Whether it is one search, to which the goal applies, and not many in one call. */
  isSingle: boolean
  ask(reader: Reader): Promise<unknown>
}

/** Somebody of the directory. */
interface Person {
  id: string
  npi: string
  ecfmg: string | null
  nccpa: string | null
  first: string
  last: string
  born: string | null
}

const MODE = 'TEST'
const LIMIT = 50
/** As many as one look-up takes. */
const MANY = 250
const SAMPLE = 20_000

/** Ways to ask, each with criteria drawn from the directory at random. */
export async function questionsOf(client: Client): Promise<Question[]> {
  const { rows: people } = await client.query<Person>(
    `select id, npi, ecfmg_number as ecfmg, nccpa_number as nccpa, first_name as first, last_name as last,
            birth_date::text as born
       from clinicians where random() < $1::float / (select count(*) from clinicians) limit $1`,
    [SAMPLE],
  )
  const { rows: common } = await client.query<Person>(
    `select c.id, npi, first_name as first, last_name as last, birth_date::text as born
       from clinicians c where last_name = 'SMITH' and first_name = 'JAMES' and birth_date is not null limit $1`,
    [SAMPLE],
  )
  const anybody = drawnFrom(people)
  const withEcfmg = drawnFrom(people.filter(({ ecfmg }) => ecfmg !== null))
  const withNccpa = drawnFrom(people.filter(({ nccpa }) => nccpa !== null))
  const born = drawnFrom(people.filter(({ born: day }) => day !== null))
  const newYear = drawnFrom(people.filter(({ born: day }) => day?.endsWith('-01-01')))
  const jamesSmith = drawnFrom(common)

  const npi = (): CheckedCriterion => ({ kind: 'NPI', number: anybody().npi })
  const ecfmg = (): CheckedCriterion => ({ kind: 'ECFMG_NUMBER', number: withEcfmg().ecfmg ?? '' })
  const nccpa = (): CheckedCriterion => ({ kind: 'NCCPA_NUMBER', number: withNccpa().nccpa ?? '' })
  const name = (draw: () => Person) => (): CheckedCriterion => {
    const { first, last, born: birthDate } = draw()
    return { kind: 'NAME_AND_BIRTH_DATE', firstName: first, lastName: last, birthDate: birthDate ?? '' }
  }
  const match = (what: string, criterion: () => CheckedCriterion, count = 1): Question => ({
    name: count === 1 ? what : `${what}, ${count} at once`,
    isSingle: count === 1,
    ask: (reader) => matchCriteria(reader, MODE, times(count, criterion), LIMIT),
  })
  const other = (what: string, isSingle: boolean, ask: Question['ask']): Question => ({ name: what, isSingle, ask })
  const elements = (what: string, count: number): Question =>
    other(what, count === 1, async (reader) => {
      const ids = times(count, () => anybody().id)
      for (const isPast of [false, true]) await openElements(reader, ids, isPast)
    })
  const slip = () => anybody().npi.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
  const nobodys = (): CheckedCriterion => ({ kind: 'NPI', number: '2999999990' })
  return [
    match('NPI', npi),
    match('ECFMG number', ecfmg),
    match('NCCPA number', nccpa),
    match('name and birth date', name(born)),
    match('the commonest name, with its birth date', name(jamesSmith)),
    match('born on the commonest day', name(newYear)),
    other('repair of an NPI', true, (reader) => suggestNpis(reader, MODE, [slip()])),
    other('why nobody has the NPI', true, (reader) => explainMisses(reader, MODE, [nobodys()])),
    other('why nobody has the ECFMG number', true, (reader) => explainMisses(reader, MODE, [ecfmg()])),
    other('clinician by id', true, (reader) => cliniciansByIds(reader, MODE, [anybody().id])),
    elements('elements of a clinician', 1),
    match('NPI', npi, MANY),
    match('ECFMG number', ecfmg, MANY),
    match('NCCPA number', nccpa, MANY),
    match('name and birth date', name(born), MANY),
    other(`repair of NPIs, ${MANY} at once`, false, (reader) => suggestNpis(reader, MODE, times(MANY, slip))),
    other(`clinicians by id, ${MANY} at once`, false, (reader) =>
      cliniciansByIds(
        reader,
        MODE,
        times(MANY, () => anybody().id),
      ),
    ),
  ]
}

function drawnFrom<Item>(items: readonly Item[]): () => Item {
  return () => {
    const item = items[Math.floor(Math.random() * items.length)]
    if (item === undefined) throw new Error('the directory is too small: expected some of every kind')
    return item
  }
}

function times<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make)
}
