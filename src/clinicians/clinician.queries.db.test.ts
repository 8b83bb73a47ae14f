import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Reader } from '../db/database.js'
import type { ReadStatement } from '../db/statement.js'
import { DirectoryScene, directoryRecord, directorySupplement } from '../testkit/directory-scene.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { matchCriteria, suggestNpis } from './clinician.matching.js'
import { explainMisses } from './clinician.misses.js'
import { cliniciansByIds } from './clinician.queries.js'
import type { CheckedCriterion } from './clinician.rules.js'

const NPI: CheckedCriterion = { kind: 'NPI', number: fictionalNpi(1) }
const ECFMG: CheckedCriterion = { kind: 'ECFMG_NUMBER', number: '01234567' }
const NCCPA: CheckedCriterion = { kind: 'NCCPA_NUMBER', number: '1234567' }
const BORN: CheckedCriterion = {
  kind: 'NAME_AND_BIRTH_DATE',
  firstName: 'Testa',
  lastName: 'Fictional',
  birthDate: '1970-01-01',
}

describe('the directory is searched', () => {
  let scene: DirectoryScene
  beforeAll(async () => {
    scene = await DirectoryScene.begin()
    const twins = ['Jordan', 'Testa'].map((first, i) => ({
      ...directoryRecord({ npi: fictionalNpi(i + 1), birthDate: '1970-01-01' }),
      ...{ first, names: [{ type: 'LEGAL' as const, first, middle: null, last: 'Fictional', suffix: null }] },
    }))
    await scene.apply(...twins)
  })
  afterAll(async () => await scene?.end())

  test.each<[string, (reader: Reader) => Promise<unknown>]>([
    ['by NPI', (reader) => matchCriteria(reader, 'LIVE', [NPI], 1)],
    ['by ECFMG number', (reader) => matchCriteria(reader, 'LIVE', [ECFMG], 1)],
    ['by NCCPA number', (reader) => matchCriteria(reader, 'LIVE', [NCCPA], 1)],
    ['by name and birth date', (reader) => matchCriteria(reader, 'LIVE', [BORN], 1)],
    ['by many names and birth dates', (reader) => matchCriteria(reader, 'LIVE', Array(250).fill(BORN), 1)],
    ['for the repair of an NPI', (reader) => suggestNpis(reader, 'LIVE', ['2990000011'])],
    ['for what is known of numbers that nobody has', (reader) => explainMisses(reader, 'LIVE', [NPI, ECFMG])],
    ['by id', (reader) => cliniciansByIds(reader, 'LIVE', ['cln_0'])],
  ])('%s through an index, whatever is asked', async (_, search) => {
    const plans = await plansOf(search)
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan).not.toContain('Seq Scan')
  })

  test('for all criteria of a kind at once, each with its own answer', async () => {
    const testa = { ...BORN, firstName: 'TESTA' }
    const jordan = { ...BORN, firstName: 'Jordan' }
    const criteria = [testa, NPI, { ...BORN, firstName: 'Nobody' }, ECFMG, jordan, testa]
    let statements = 0
    const counting: Reader = {
      rows(statement, values) {
        statements++
        return scene.database.rows(statement, values)
      },
    }
    const matches = await matchCriteria(counting, 'LIVE', criteria, 10)
    expect(matches.map((each) => each.map(({ clinician }) => clinician.firstName))).toEqual([
      ...[['Testa'], ['Jordan'], [], []],
      ...[['Jordan'], ['Testa']],
    ])
    expect(statements).toBe(3)
    expect((await matchCriteria(counting, 'TEST', criteria, 10)).flat()).toEqual([])
  })

  test('by a birth date that is learned later, and by names that come later', async () => {
    const npi = fictionalNpi(9)
    const born = { ...BORN, firstName: 'Late', birthDate: '1980-02-29' }
    const find = async (lastName: string) =>
      (await matchCriteria(scene.database, 'LIVE', [{ ...born, lastName }], 1))[0]?.map(
        ({ clinician }) => clinician.npi,
      )
    const name = (last: string) => ({ type: 'FORMER' as const, first: 'Late', middle: null, last, suffix: null })
    const before = directoryRecord({ npi, first: 'Late', names: [name('Comer')] })
    await scene.apply(before)
    expect(await find('Comer')).toEqual([])
    await scene.apply({ ...before, birthDate: '1980-02-29' })
    await scene.apply(directorySupplement({ subject: { npi }, names: [name('Guest')] }))
    expect([await find('Comer'), await find('Guest')]).toEqual([[npi], [npi]])
    await scene.apply({ ...before, birthDate: '1980-03-01' })
    expect([await find('Comer'), await find('Guest')]).toEqual([[], []])
  })

  /** The plans, for any values, of what `search` asks when a table must not be read from end to end if that can be. */
  async function plansOf(search: (reader: Reader) => Promise<unknown>): Promise<string[]> {
    const plans: string[] = []
    await scene.database.transaction(async ({ client }) => {
      await client.query('set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan')
      await search({
        async rows<Row>({ name, text }: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
          await client.query(`prepare ${name} as ${text}`)
          const { rows } = await client.query<{ 'QUERY PLAN': string }>(
            `explain execute ${name} (${values.map(() => 'null').join(', ')})`,
          )
          plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
          await client.query(`deallocate ${name}`)
          return []
        },
      })
    })
    return plans
  }
})
