import { setTimeout as sleep } from 'node:timers/promises'
import type { Check } from './crash.checks.js'
import { Clockwork } from './crash.clockwork.js'
import { Killer } from './crash.killer.js'
import { checkLetters } from './crash.mail-checks.js'
import { JobWatch, Readiness } from './crash.recovery.js'
import { printVerdict } from './crash.report.js'
import { prepareRun, type Run, type Undo } from './crash.setup.js'
import { WebhookReceiver } from './crash.webhooks.js'
import { DELIVERY_ACTS } from './delivery.acts.js'
import { INTEGRATION_ACTS } from './integration.acts.js'
import { LETTER_ACTS } from './letter.acts.js'
import { type Lane, MONEY_ACTS, type MoneyAct, NOTHING, type Owed } from './money.acts.js'
import { checkChain, checkMoney } from './money.checks.js'
import { MoneyClient } from './money.client.js'
import { hurryTime, prepareLanes } from './money.lanes.js'
import { checkOwed } from './money.owed.js'
import { checkTold, refusalsOf, type Told } from './money.told.js'
import { NOTICE_ACTS } from './notice.acts.js'
import { PURCHASE_ACTS } from './purchase.acts.js'

const ACTS = [...MONEY_ACTS, ...PURCHASE_ACTS, ...NOTICE_ACTS, ...DELIVERY_ACTS, ...LETTER_ACTS, ...INTEGRATION_ACTS]
const ACTS_PER_KILL = 12
const FIRST_KILLS = 3
const LONGEST_THOUGHT_MS = 150
/** Late cards, and a look of the settler after the last kill. */
const SETTLED_DEADLINE_MS = 240_000

/** Moves money in every way there is while processes are killed; true if nothing was lost, doubled or changed. */
export async function crashMoney(
  wanted: { acts: number; seed: number; logs: string | null },
  undo: Undo[],
): Promise<boolean> {
  const startedAt = performance.now()
  const run = await prepareRun(wanted.seed, wanted.logs, undo)
  const { fleet, dice, world, mail, say } = run
  let done = 0
  const receiver = await WebhookReceiver.start(dice.fork())
  undo.push(() => receiver.stop())
  const killer = new Killer(fleet, dice.fork(), () => FIRST_KILLS + done / ACTS_PER_KILL, run.database)
  killer.aimAtMail(run.mail)
  const client = new MoneyClient(fleet, dice.fork(), () => killer.mayKill)
  const clockwork = await Clockwork.start(world, run.databaseUrl)
  undo.push(() => clockwork.stop())
  const rest = hurryTime(world, clockwork)
  undo.push(async () => rest())
  const owed: Owed = { references: [], addresses: [], events: [] }
  const endpointId = await receiver.listenTo(world, client)
  const lanes = await prepareLanes(run, client, clockwork, endpointId, owed)
  const jobs = new JobWatch(world, fleet)
  const readiness = new Readiness(fleet, run.database)
  undo.push(async () => [jobs.stop(), readiness.stop()])
  const changed: string[] = []
  const counts = new Map<string, number>()
  const told: Told[] = lanes.flatMap(({ orders }) => orders.map((outcome) => ({ act: 'the first order', outcome })))
  say(`${wanted.acts} mutations begin, each asked for twice with one key`)
  await killer.during(['api', 'worker'], () =>
    Promise.all(
      lanes.map(async (lane) => {
        while (done < wanted.acts) {
          done++
          await sleep(lane.dice.between(0, LONGEST_THOUGHT_MS))
          const act = weighted(lane)
          const [first, second] = await act.act(lane)
          if (first === NOTHING) {
            done--
            continue
          }
          counts.set(act.name, (counts.get(act.name) ?? 0) + 1)
          told.push({ act: act.name, outcome: String(first) })
          if (first !== second) changed.push(`${act.name}: first ${first}, then ${second}`)
        }
      }),
    ),
  )
  rest()
  const acting = Math.round((performance.now() - startedAt) / 1000)
  say(`${done} done, ${fleet.kills.length} kills, ${client.requests} requests, ${client.failures} without an answer`)
  say(`the database was killed ${run.database.kills.length} times among them`)
  await Promise.all(fleet.members.map((member) => fleet.becameReady(member)))
  readiness.stop()
  const settled = await untilSettled(run)
  jobs.stop()
  const chain = await checkChain(world)
  const unclean = await fleet.stop()
  for (const [name, count] of [...counts].sort()) say(`${String(count).padStart(5)} ${name}`)
  for (const line of refusalsOf(told)) say(line)
  const letters = await checkLetters(world, fleet, mail)
  const checks: Check[] = [
    { name: 'replays that gave something else', expected: 0, found: changed.length },
    ...(await checkMoney(world)),
    ...(await checkTold(
      world,
      told,
      ACTS.map(({ name }) => name),
    )),
    ...(await checkOwed(world, owed, mail)),
    ...letters.checks,
    ...(await receiver.checks(world, owed.events)),
    ...chain,
    ...readiness.checks(),
    ...jobs.checks(),
    { name: 'all settled before the deadline', expected: 1, found: settled ? 1 : 0 },
    { name: 'processes that ended though nobody killed them', expected: 0, found: fleet.crashes.length },
    { name: 'processes that did not stop cleanly at the end', expected: 0, found: unclean.length },
  ]
  say(`the mutations took until ${acting} s`)
  for (const line of [...readiness.figures(), ...jobs.figures(), ...receiver.figures()]) say(line)
  return printVerdict(
    checks,
    [...changed, ...letters.details, ...readiness.details(), ...jobs.details(), ...fleet.crashes, ...unclean],
    performance.now() - startedAt,
  )
}

function weighted({ dice }: Lane): MoneyAct {
  return dice.pick(ACTS.flatMap((act) => Array.from({ length: act.weight }, () => act)))
}

async function untilSettled({ world, say }: Run): Promise<boolean> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < SETTLED_DEADLINE_MS) {
    // A receiver that failed is asked again after minutes; there is no clock that several processes share.
    await world.superuser.query(
      `update webhook_deliveries set next_attempt_at = now() where state = 'WAITING' and next_attempt_at > now() + interval '10 seconds'`,
    )
    const { rows } = await world.superuser.query<{ count: number }>(
      `select ((select count(*) from orders where status = 'PENDING')
             + (select count(*) from card_refunds where state = 'WAITING')
             + (select count(*) from emails where sent_at is null and failed_at is null)
             + (select count(*) from discrepancies where ended_at is null and delayed_at is null and why like 'sandbox:%')
             + (select count(*) from discrepancies where state = 'CORRECTED' and buyers_told_at is null)
             + (select count(*) from monitoring_notices where settled_at is null)
             + (select count(*) from bulk_operations where ended_at is null)
             + (select count(*) from password_reset_requests)
             + (select count(*) from pgboss.job where name = 'FlyReappointmentAutopilot'
                   and (state = 'active' or (state in ('created', 'retry') and start_after <= now())))
             + (select count(*) from webhook_deliveries where state = 'WAITING'))::int as count`,
    )
    if (rows[0]?.count === 0) {
      say(`all is settled, ${Math.round((performance.now() - startedAt) / 1000)} s after the last kill`)
      return true
    }
    await sleep(500)
  }
  return false
}
