import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../src/kernel/clock.js'
import { Passwords } from '../../src/people/password.js'
import { newUser, User } from '../../src/people/user.entity.js'
import type { Check } from './crash.checks.js'
import { Killer } from './crash.killer.js'
import { printVerdict } from './crash.report.js'
import { prepareRun, type Run, type Undo } from './crash.setup.js'
import { type Lane, MONEY_ACTS, type MoneyAct } from './money.acts.js'
import { checkMoney } from './money.checks.js'
import { MoneyClient, type Payload } from './money.client.js'

const LANES = 8
const ACTS_PER_KILL = 12
const FIRST_KILLS = 3
const ALLOWANCE = 100_000
const LONGEST_THOUGHT_MS = 150
/** Late cards, and a look of the settler after the last kill. */
const SETTLED_DEADLINE_MS = 240_000
const MODE = { 'gateway-mode': 'TEST', 'gateway-reason': 'crash drive' }
const REASON = 'crash drive'

/** Moves money in every way there is while processes are killed; true if nothing was lost, doubled or changed. */
export async function crashMoney(
  wanted: { acts: number; seed: number; logs: string | null },
  undo: Undo[],
): Promise<boolean> {
  const startedAt = performance.now()
  const run = await prepareRun(wanted.seed, wanted.logs, undo)
  const { fleet, dice, world, say } = run
  let done = 0
  const killer = new Killer(fleet, dice.fork(), () => FIRST_KILLS + done / ACTS_PER_KILL)
  const client = new MoneyClient(fleet, dice.fork(), () => killer.mayKill)
  const lanes = await prepareLanes(run, client)
  const changed: string[] = []
  const counts = new Map<string, number>()
  say(`${wanted.acts} mutations begin, each asked for twice with one key`)
  await killer.during(['api', 'worker'], () =>
    Promise.all(
      lanes.map(async (lane) => {
        while (done < wanted.acts) {
          done++
          await sleep(lane.dice.between(0, LONGEST_THOUGHT_MS))
          const act = weighted(lane)
          counts.set(act.name, (counts.get(act.name) ?? 0) + 1)
          const [first, second] = await act.act(lane)
          if (first !== second) changed.push(`${act.name}: first ${first}, then ${second}`)
        }
      }),
    ),
  )
  const acting = Math.round((performance.now() - startedAt) / 1000)
  say(`${done} done, ${fleet.kills.length} kills, ${client.requests} requests, ${client.failures} without an answer`)
  await Promise.all(fleet.members.map((member) => fleet.becameReady(member)))
  const settled = await untilSettled(run)
  const unclean = await fleet.stop()
  for (const [name, count] of [...counts].sort()) say(`${String(count).padStart(5)} ${name}`)
  const checks: Check[] = [
    { name: 'replays that gave something else', expected: 0, found: changed.length },
    ...(await checkMoney(world)),
    { name: 'all settled before the deadline', expected: 1, found: settled ? 1 : 0 },
    { name: 'processes that ended though nobody killed them', expected: 0, found: fleet.crashes.length },
    { name: 'processes that did not stop cleanly at the end', expected: 0, found: unclean.length },
  ]
  say(`the mutations took until ${acting} s`)
  return printVerdict(checks, [...changed, ...fleet.crashes, ...unclean], performance.now() - startedAt)
}

function weighted({ dice }: Lane): MoneyAct {
  return dice.pick(MONEY_ACTS.flatMap((act) => Array.from({ length: act.weight }, () => act)))
}

/** Staff sign in once: a second session would end the first. */
async function prepareLanes({ world, dice, fleet }: Run, client: MoneyClient): Promise<Lane[]> {
  const password = randomUUID()
  const staff = { email: 'staff@crash-publisher.example', fullName: 'Stella Crash' }
  const now = systemClock.now()
  const passwordHash = await new Passwords().hash(password)
  await world.database.transaction(async (tx) => {
    const user = { ...newUser(staff.email, staff.fullName, now), staff: true, activatedAt: now }
    await tx.manager.insert(User, { ...user, passwordHash, passwordChangedAt: now })
  })
  const signedIn = await client.insist('', 'signIn', { email: staff.email, password }, 'tokens { accessToken }')
  const staffToken = (signedIn['tokens'] as { accessToken: string }).accessToken
  const made = await client.insist(
    staffToken,
    'createSubscriptionPackage',
    { name: 'Crash', currency: 'USD', priceCents: 10_000_000, allowance: ALLOWANCE, termMonths: 12, reason: REASON },
    'subscriptionPackage { id }',
    MODE,
  )
  const packageId = idOf(made, 'subscriptionPackage')
  const vendorKey = world.vendors[0]?.apiKey ?? ''
  return await Promise.all(
    world.organizations.slice(0, LANES).map(async ({ id: organizationId }, index) => {
      const input = { organizationId, packageId, idempotencyKey: randomUUID(), reason: REASON }
      const sold = await client.insist(staffToken, 'createSubscription', input, 'subscription { id }', MODE)
      const subscriptionId = idOf(sold, 'subscription')
      const common = { client, world, organizationId, vendorKey, staffToken, subscriptionId }
      return { ...common, dice: dice.fork(), orders: [], serial: `lane-${index}-${fleet.members.length}` }
    }),
  )
}

function idOf(payload: Payload, thing: string): string {
  const found = payload[thing] as { id: string } | null
  if (found === null) throw new Error(JSON.stringify(payload.userErrors))
  return found.id
}

async function untilSettled({ world, say }: Run): Promise<boolean> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < SETTLED_DEADLINE_MS) {
    const { rows } = await world.superuser.query<{ count: number }>(
      `select ((select count(*) from orders where status = 'PENDING')
             + (select count(*) from card_refunds where state = 'WAITING'))::int as count`,
    )
    if (rows[0]?.count === 0) {
      say(`all is settled, ${Math.round((performance.now() - startedAt) / 1000)} s after the last kill`)
      return true
    }
    await sleep(500)
  }
  return false
}
