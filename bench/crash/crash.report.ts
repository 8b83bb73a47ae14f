import type { Check } from './crash.checks.js'
import type { Told } from './crash.clients.js'
import type { Fleet, Kill } from './crash.fleet.js'
import type { SlowMailServer } from './crash.mail.js'
import type { World } from './crash.world.js'

export interface Figures {
  world: World
  fleet: Fleet
  mail: SlowMailServer
  told: Told
  orders: number
  ordersMs: number
  orderKills: number
  settledMs: number | null
  stopMs: number
  copiesInTheWindow: number
}

/** Prints what happened; nothing of it is good or bad. */
export async function printFigures(figures: Figures): Promise<void> {
  const { world, fleet, mail, told, orders, ordersMs, orderKills, settledMs, stopMs, copiesInTheWindow } = figures
  const { rows } = await world.superuser.query<{ pdfs: string; documents: string; receipts: string }>(
    `select (select count(*) from profile_pdfs) as pdfs, (select count(*) from profile_documents) as documents,
            (select count(*) from daily_receipts) as receipts`,
  )
  const boots = fleet.bootsMs.toSorted((a, b) => a - b)
  table('What happened', [
    ['orders', `${orders} in ${inSeconds(ordersMs)}`],
    ['kills during orders', killsBy(fleet.kills.slice(0, orderKills))],
    ['kills during receipts', killsBy(fleet.kills.slice(orderKills))],
    ['requests', `${told.requests}, ${told.failures} without an answer`],
    ['orders of which only the answer was lost', told.lostAnswers],
    ['PDFs rendered', `${rows[0]?.pdfs} of ${rows[0]?.documents}`],
    ['receipts made', rows[0]?.receipts ?? ''],
    ['e-mails accepted', mail.accepted.length],
    ['e-mails whose sender was gone before the answer', mail.dropped],
    ['second copies in the documented window', copiesInTheWindow],
    ['receipts settled after the last kill', settledMs === null ? 'not' : inSeconds(settledMs)],
    ['median start of a process', inSeconds(boots[Math.floor(boots.length / 2)] ?? 0)],
    ['stop of all processes', inSeconds(stopMs)],
  ])
  if (fleet.errors.size > 0)
    table(
      'Errors in the logs',
      [...fleet.errors].map(([text, count]) => [text.slice(0, 150), count]),
    )
}

/** Prints every check; true if all hold. */
export function printVerdict(checks: readonly Check[], details: readonly string[], tookMs: number): boolean {
  table(
    'What must hold',
    checks.map(({ name, expected, found }) => [`${found === expected ? '✓' : '✗'} ${name}`, `${found} of ${expected}`]),
  )
  const held = checks.every(({ expected, found }) => expected === found)
  for (const detail of new Set(details)) console.log(`  ! ${detail}`)
  console.log(`\n${held ? 'All of it holds' : 'NOT ALL OF IT HOLDS'}, after ${inSeconds(tookMs)}.`)
  return held
}

function killsBy(kills: readonly Kill[]): string {
  const counts = new Map<string, number>()
  for (const { role, aim, starting } of kills) {
    const what = `${role} ${starting ? 'starting' : aim}`
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return `${kills.length}: ${[...counts].map(([what, count]) => `${what} ${count}`).join(', ')}`
}

function table(title: string, rows: readonly (readonly [string, string | number])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  console.log(`\n${title}`)
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`)
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
