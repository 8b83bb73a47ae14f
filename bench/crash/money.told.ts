import type { Check } from './crash.checks.js'
import type { World } from './crash.world.js'

/** What somebody was told: that an act gave this thing, or why it did not. */
export interface Told {
  act: string
  outcome: string
}

/** What may be refused, for the world goes on meanwhile: what is paid back already, what has ended, a card that is declined. */
const MAY_BE_REFUSED: ReadonlySet<string> = new Set([
  'nothing',
  'ALREADY_DECIDED',
  'NOT_REFUNDABLE',
  'ALREADY_REPORTED',
  'ALREADY_MONITORED',
  'NOT_FOUND',
  'INELIGIBLE_PRODUCT',
  // A clinician of the sandbox whom nobody can change.
  'INVALID_INPUT',
])
const ID = /^[a-z]+_[0-9a-z]+$/
/** An act that was tried so often has succeeded once. */
const OFTEN = 10

/** By the prefix of their ids, where things lie. */
const TABLES: Readonly<Record<string, string>> = { ord: 'orders', dep: 'deposits', dsc: 'discrepancies' }

/** How many rows an act leaves whenever it succeeds. */
const ONE_EACH: readonly (readonly [act: string, rows: string])[] = [
  ['recordDeposit', `select count(*) from deposits`],
  ['recordAdjustment', `select count(*) from ledger_transactions where kind = 'ADJUSTMENT'`],
  ['transferBalance', `select count(*) from ledger_transactions where kind = 'BALANCE_TRANSFER'`],
  ['recordSubscriptionPayment', `select count(*) from ledger_transactions where kind = 'SUBSCRIPTION_PAYMENT'`],
  ['reportDiscrepancy, which the sandbox decides', `select count(*) from discrepancies`],
]

/** Holds what clients were told against what is there: all of it, and nothing else. */
export async function checkTold({ superuser }: World, told: readonly Told[]): Promise<Check[]> {
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await superuser.query<{ count: string }>(sql, values)).rows[0]?.count)
  const succeeded = told.filter(({ outcome }) => ID.test(outcome))
  const checks: Check[] = []
  for (const [prefix, table] of Object.entries(TABLES)) {
    const ids = [...new Set(succeeded.flatMap(({ outcome }) => (outcome.startsWith(`${prefix}_`) ? [outcome] : [])))]
    const found = await count(`select count(*) from ${table} where id = any ($1)`, [ids])
    checks.push({ name: `${table} that somebody was told of, and that are there`, expected: ids.length, found })
  }
  const orders = new Set(succeeded.flatMap(({ outcome }) => (outcome.startsWith('ord_') ? [outcome] : [])))
  checks.push({
    name: 'orders, as many as were told',
    expected: orders.size,
    found: await count('select count(*) from orders'),
  })
  for (const [act, sql] of ONE_EACH) {
    const expected = succeeded.filter((one) => one.act === act).length
    checks.push({ name: `${act}: rows, as many as were told`, expected, found: await count(sql) })
  }
  const strange = told.filter(({ outcome }) => !ID.test(outcome) && !MAY_BE_REFUSED.has(outcome.split(':')[0] ?? ''))
  checks.push({ name: 'refusals that should not be', expected: 0, found: strange.length })
  const acts = [...new Set(told.map(({ act }) => act))]
  const inVain = acts.filter(
    (act) => told.filter((one) => one.act === act).length >= OFTEN && !succeeded.some((one) => one.act === act),
  )
  checks.push({ name: 'acts that never succeeded', expected: 0, found: inVain.length })
  return checks
}

/** How often what was refused, by act. */
export function refusalsOf(told: readonly Told[]): string[] {
  const counts = new Map<string, number>()
  for (const { act, outcome } of told) {
    if (!ID.test(outcome)) counts.set(`${act}: ${outcome}`, (counts.get(`${act}: ${outcome}`) ?? 0) + 1)
  }
  return [...counts].sort().map(([what, count]) => `${String(count).padStart(5)} refused: ${what}`)
}
