import { setTimeout as sleep } from 'node:timers/promises'
import { SendDailyReceipts } from '../../src/receipts/daily-receipt.job.js'
import { Clockwork, untilBack } from './crash.clockwork.js'
import type { Dice } from './crash.dice.js'
import type { Fleet } from './crash.fleet.js'
import type { Killer } from './crash.killer.js'
import type { World } from './crash.world.js'

/** In how many places the day ends, one after the other. */
const ROUNDS = 10
const LONGEST_WAIT_MS = 1_200
/** Leases and expired jobs of the last kill, once again for what came of them, and a slot of the minute's look. */
const SETTLED_DEADLINE_MS = 150_000
const LOOK_AT_RECEIPTS_MS = 1_000

const END_DAY = `
  with moved as (update orders set placed_on = placed_on - 1 where organization_id = any ($1))
  update orders_awaiting_receipt set placed_on = placed_on - 1 where organization_id = any ($1)`

const RECEIPTS = `
  select organization_id as "organizationId", day::text from daily_receipts where organization_id = any ($1)`

const UNSETTLED = `
  select (select count(*) from orders_awaiting_receipt)
       + (select count(*) from emails where sent_at is null and failed_at is null) as count`

/**
 * Lets the day end in one group of organizations after the other, by moving the days of their orders into the past (there
 * is no clock that several processes share), while workers are killed. Returns how long it took until all was settled
 * after the last kill, in ms, or null if the deadline came first.
 */
export async function endTheDay(
  { world, fleet, killer, dice }: { world: World; fleet: Fleet; killer: Killer; dice: Dice },
  databaseUrl: string,
): Promise<number | null> {
  const clockwork = await Clockwork.start(world, databaseUrl)
  try {
    await killer.during(['worker'], async () => {
      const size = Math.ceil(world.organizations.length / ROUNDS)
      for (let round = 0; round < ROUNDS; round++) {
        const ids = world.organizations.slice(round * size, (round + 1) * size).map(({ id }) => id)
        await Promise.race(fleet.of('worker').map((worker) => fleet.becameReady(worker)))
        await untilBack(() => world.superuser.query(END_DAY, [ids]))
        // What the workers themselves do every minute.
        await clockwork.strike(SendDailyReceipts)
        await sleep(dice.between(0, LONGEST_WAIT_MS))
      }
    })
    await Promise.all(fleet.members.map((member) => fleet.becameReady(member)))
    await clockwork.strike(SendDailyReceipts)
    return await untilSettled(world)
  } finally {
    await clockwork.stop()
  }
}

async function untilSettled({ superuser }: World): Promise<number | null> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < SETTLED_DEADLINE_MS) {
    const { rows } = await untilBack(() => superuser.query<{ count: string | number }>(UNSETTLED))
    if (Number(rows[0]?.count) === 0) return performance.now() - startedAt
    await sleep(200)
  }
  return null
}

/** Ends the day of organizations that have ordered, while nobody is killed; the day of each that its receipt is of. */
export async function firstReceipts(
  { superuser }: World,
  clockwork: Clockwork,
  ids: readonly string[],
): Promise<Map<string, string>> {
  await superuser.query(END_DAY, [ids])
  for (let waitedMs = 0; waitedMs < SETTLED_DEADLINE_MS; waitedMs += LOOK_AT_RECEIPTS_MS) {
    await clockwork.strike(SendDailyReceipts)
    await sleep(LOOK_AT_RECEIPTS_MS)
    const { rows } = await superuser.query<{ organizationId: string; day: string }>(RECEIPTS, [ids])
    if (rows.length === ids.length) return new Map(rows.map(({ organizationId, day }) => [organizationId, day]))
  }
  throw new Error('expected a receipt of every organization')
}
