import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Reader } from '../../db/database.js'
import type { ReadStatement } from '../../db/statement.js'
import { DirectoryScene } from '../../testkit/directory-scene.js'
import { BUSY_ORGANIZATION, writeHistoryWorld } from '../../testkit/history-world.js'
import { countOwnedClinicians, ownedClinicians } from '../profile-manager/owned-clinician.queries.js'
import { whoIsMeant } from './bought-names.queries.js'
import { wantedOrders } from './order.filter.js'
import { countOrders, orderHistory, type WantedOrders } from './order-history.queries.js'
import { instantsOf, instantsOfPeriod } from './period.rules.js'

const ORDERS = 8_000
const HALFWAY = ORDERS / 2

describe('periods of the history', () => {
  test.each([
    // The first of March in Chicago, though it is February there for six hours more by the clock of Greenwich.
    ['CURRENT_MONTH', '2026-03-01T06:00:00Z', '2026-03-01T06:00:00.000Z', '2026-04-01T05:00:00.000Z'],
    ['CURRENT_MONTH', '2026-03-01T05:59:59Z', '2026-02-01T06:00:00.000Z', '2026-03-01T06:00:00.000Z'],
    ['PREVIOUS_MONTH', '2026-01-15T12:00:00Z', '2025-12-01T06:00:00.000Z', '2026-01-01T06:00:00.000Z'],
    ['PREVIOUS_MONTH', '2026-03-31T12:00:00Z', '2026-02-01T06:00:00.000Z', '2026-03-01T06:00:00.000Z'],
    ['CURRENT_QUARTER', '2026-12-31T23:00:00Z', '2026-10-01T05:00:00.000Z', '2027-01-01T06:00:00.000Z'],
    ['PREVIOUS_QUARTER', '2026-01-01T06:00:00Z', '2025-10-01T05:00:00.000Z', '2026-01-01T06:00:00.000Z'],
    ['YEAR_TO_DATE', '2027-01-01T05:59:59Z', '2026-01-01T06:00:00.000Z', '2027-01-01T06:00:00.000Z'],
  ] as const)('%s at %s is from %s until %s in Chicago', (period, at, from, before) => {
    const stretch = { from: new Date(from), before: new Date(before) }
    expect(instantsOfPeriod(period, new Date(at), 'America/Chicago')).toEqual(stretch)
  })

  test('days begin when they begin there, also where midnight does not exist', () => {
    // Clocks in Santiago went from September 5, 24:00 to September 6, 01:00.
    expect(instantsOf('2026-09-06', '2026-09-06', 'America/Santiago')).toEqual({
      from: new Date('2026-09-06T04:00:00Z'),
      before: new Date('2026-09-07T03:00:00Z'),
    })
    expect(instantsOf(null, null, 'America/Chicago')).toEqual({ from: null, before: null })
    expect(() => instantsOf('2026-09-07', '2026-09-06', 'America/Chicago')).toThrow('2026-09-07 to 2026-09-06')
  })
})

describe('with many orders', () => {
  let scene: DirectoryScene
  beforeAll(async () => {
    scene = await DirectoryScene.begin()
    await scene.database.transaction((tx) => writeHistoryWorld(tx, ORDERS))
    for (const table of ['orders', 'order_items', 'clinicians', 'clinician_names']) {
      await scene.database.pool.query(`vacuum analyze ${table}`)
    }
  })
  afterAll(async () => await scene?.end())

  const history =
    (wanted: WantedOrders, after: number | null = null) =>
    async (reader: Reader) =>
      await orderHistory(reader, BUSY_ORGANIZATION, wanted, { after, limit: 21 })
  const february = wantedOrders({ placedFrom: '2026-02-01', placedUntil: '2026-02-10' }, 'America/Chicago', new Date())
  const owned =
    (after: string | null = null) =>
    async (reader: Reader) =>
      await ownedClinicians(reader, BUSY_ORGANIZATION, {}, { after, limit: 21 })
  const item = (number: number) => `item_${String(number).padStart(26, '0')}`

  test.each<[string, (reader: Reader) => Promise<unknown[]>, number]>([
    ['of the history, from the start', history({}), 21],
    ['of the history, far in', history({}, HALFWAY), 21],
    ['of a period of it', history(february), 21],
    ['of what was bought of one product', history({ products: ['INITIAL_APPOINTMENT'] }), 21],
    ['of what was bought of one clinician', history({ clinicianIds: [`cln_${'8'.padStart(26, '0')}`] }), 10],
    ['of what one person ordered', history({ placedById: 'usr_history' }), 21],
    ['of those with a frequent name', history({ name: { first: 't', last: 'fictional' } }), 21],
    ['that is one order', history({ number: HALFWAY }), 1],
    ['of the profile manager', owned(), 21],
    ['of the profile manager, far in', owned(item(ORDERS - 100)), 21],
  ])('a page %s reads what is on it, by indexes alone', async (_, page, rows) => {
    const [plan] = await plansOf(page)
    expect(await page(scene.database)).toHaveLength(rows)
    expect(plan?.text).not.toContain('Seq Scan on orders')
    expect(plan?.text).not.toContain('Seq Scan on order_items')
    expect(plan?.buffers).toBeLessThan(500)
  })

  test('few with a name are found first, then their orders; of many a list soon meets one', async () => {
    const rare: WantedOrders = { name: { first: 't', last: 'fictional77' } }
    const [plan] = await plansOf((reader) => whoIsMeant(reader, BUSY_ORGANIZATION, rare))
    expect(plan?.text).not.toContain('Seq Scan on clinician_names')
    // Of 800 clinicians with the numbers 0 to 799 the busy organization ordered those with even ones.
    const meant = await whoIsMeant(scene.database, BUSY_ORGANIZATION, rare)
    const ids = ['770', '772', '774', '776', '778'].map((id) => `cln_${id.padStart(26, '0')}`)
    expect(meant.clinicianIds).toEqual(ids)
    expect(await history(meant)(scene.database)).toHaveLength(21)
    const unheard = await whoIsMeant(scene.database, BUSY_ORGANIZATION, { name: { first: null, last: 'unheard' } })
    expect(await history(unheard)(scene.database)).toEqual([])
  })

  test('counts what the pages show', async () => {
    expect(await countOrders(scene.database, BUSY_ORGANIZATION, {})).toBe(ORDERS / 2)
    const seen = new Set<string>()
    let after: string | null = null
    for (;;) {
      const rows: Awaited<ReturnType<typeof ownedClinicians>> = await ownedClinicians(
        scene.database,
        BUSY_ORGANIZATION,
        {},
        { after, limit: 100 },
      )
      for (const { clinicianId } of rows) seen.add(clinicianId)
      after = rows.at(-1)?.lastPurchase.id ?? null
      if (rows.length < 100) break
    }
    expect(await countOwnedClinicians(scene.database, BUSY_ORGANIZATION, {})).toBe(seen.size)
  })

  /** How PostgreSQL runs each statement of `work`, and how many of its pages of 8 KB it looks at. */
  async function plansOf(work: (reader: Reader) => Promise<unknown>): Promise<{ text: string; buffers: number }[]> {
    const plans: { text: string; buffers: number }[] = []
    await work({
      async rows<Row>({ text }: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
        const explained = await scene.database.pool.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, buffers, timing off, summary on) ${text}`,
          [...values],
        )
        const lines = explained.rows.map((row) => row['QUERY PLAN'])
        const [, buffers = '0'] = /hit=(\d+)/.exec(lines.find((line) => line.includes('Buffers:')) ?? '') ?? []
        plans.push({ text: lines.join('\n'), buffers: Number(buffers) })
        return []
      },
    })
    return plans
  }
})
