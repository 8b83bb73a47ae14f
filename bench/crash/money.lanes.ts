import { randomUUID } from 'node:crypto'
import { systemClock } from '../../src/kernel/clock.js'
import { FlyReappointmentAutopilot } from '../../src/orders/reappointment/autopilot.job.js'
import { Passwords } from '../../src/people/password.js'
import { newUser, User } from '../../src/people/user.entity.js'
import { type Clockwork, untilBack } from './crash.clockwork.js'
import { firstReceipts } from './crash.receipts.js'
import type { Run } from './crash.setup.js'
import type { World } from './crash.world.js'
import { itemOf, type Lane, MODE, type Owed, REASON, TEST_MODE } from './money.acts.js'
import type { MoneyClient, Payload } from './money.client.js'

const LANES = 8
const ALLOWANCE = 100_000
/** More than the autopilot can propose. */
const BUDGET_CENTS = 1_000_000_000
/** With them everybody is due the day after the purchase. */
const DUE_AT_ONCE = { cycleMonths: 12, leadDays: 365 }
const FORGET_LIMITS_EVERY_MS = 500
const NIGHT_EVERY_MS = 10_000

/** Organizations that buy, with all that it takes; each has ordered once, and has a receipt of the day before. */
export async function prepareLanes(
  { world, dice, fleet }: Run,
  client: MoneyClient,
  clockwork: Clockwork,
  endpointId: string,
  owed: Owed,
): Promise<Lane[]> {
  const organizations = world.organizations.slice(0, LANES)
  const { staffToken, tokens } = await signEverybodyIn(
    world,
    client,
    organizations.map(({ administrator }) => administrator),
  )
  const packageId = await subscriptionPackage(client, staffToken)
  const vendorKey = world.vendors[0]?.apiKey ?? ''
  const lanes = await Promise.all(
    organizations.map(async ({ id: organizationId, administrator: email }, index): Promise<Lane> => {
      const administrator = { id: await userOf(world, email), email, token: tokens.get(email) ?? '' }
      const input = { organizationId, packageId, idempotencyKey: randomUUID(), reason: REASON }
      const sold = await client.insist(staffToken, 'createSubscription', input, 'subscription { id }', MODE)
      await proposeReappointments(client, organizationId, administrator)
      const common = { client, world, organizationId, vendorKey, staffToken, administrator, endpointId, owed }
      const own = {
        dice: dice.fork(),
        orders: [],
        previews: [],
        spares: sparesOf(world, index),
        serial: `lane-${index}-${fleet.members.length}`,
      }
      return { ...common, ...own, subscriptionId: idOf(sold, 'subscription'), receiptDay: '' }
    }),
  )
  for (const lane of lanes) lane.orders.push(await firstOrder(lane))
  const ids = lanes.map(({ organizationId }) => organizationId)
  const days = await firstReceipts(world, clockwork, ids)
  return lanes.map((lane) => ({ ...lane, receiptDay: days.get(lane.organizationId) ?? '' }))
}

/** Staff, and an administrator of each organization, sign in once: a second session would end the first. */
async function signEverybodyIn(
  world: World,
  client: MoneyClient,
  administrators: readonly string[],
): Promise<{ staffToken: string; tokens: Map<string, string> }> {
  const password = randomUUID()
  const staff = { email: 'staff@crash-publisher.example', fullName: 'Stella Crash' }
  const now = systemClock.now()
  const passwordHash = await new Passwords().hash(password)
  await world.database.transaction(async (tx) => {
    const user = { ...newUser(staff.email, staff.fullName, now), staff: true, activatedAt: now }
    await tx.manager.insert(User, { ...user, passwordHash, passwordChangedAt: now })
  })
  await world.superuser.query(
    'update users set activated_at = $2, password_hash = $3, password_changed_at = $2 where email = any ($1)',
    [administrators, now, passwordHash],
  )
  const signIn = async (email: string) => {
    const signedIn = await client.insist('', 'signIn', { email, password }, 'tokens { accessToken }')
    return (signedIn['tokens'] as { accessToken: string }).accessToken
  }
  const tokens = new Map<string, string>()
  for (const email of administrators) tokens.set(email, await signIn(email))
  return { staffToken: await signIn(staff.email), tokens }
}

async function subscriptionPackage(client: MoneyClient, staffToken: string): Promise<string> {
  const terms = { currency: 'USD', priceCents: 10_000_000, allowance: ALLOWANCE, termMonths: 12 }
  const input = { name: 'Crash', ...terms, reason: REASON }
  const made = await client.insist(staffToken, 'createSubscriptionPackage', input, 'subscriptionPackage { id }', MODE)
  return idOf(made, 'subscriptionPackage')
}

/** Has the autopilot propose to the administrator whatever is due. */
async function proposeReappointments(
  client: MoneyClient,
  organizationId: string,
  { id: approverId, token }: Lane['administrator'],
): Promise<void> {
  const budget = { autopilot: 'PROPOSE', monthlyBudgetCents: BUDGET_CENTS, approverId }
  const input = { organizationId, ...DUE_AT_ONCE, ...budget }
  const set = await client.insist(token, 'setReappointmentPolicy', input, 'policy { autopilot }', TEST_MODE)
  if (set['policy'] === null) throw new Error(JSON.stringify(set.userErrors))
}

function sparesOf({ organizations }: World, lane: number): string[] {
  return organizations.filter((_one, index) => index >= LANES && index % LANES === lane).map(({ id }) => id)
}

async function userOf({ superuser }: World, email: string): Promise<string> {
  const { rows } = await superuser.query<{ id: string }>('select id from users where email = $1', [email])
  return rows[0]?.id ?? ''
}

async function firstOrder(lane: Lane): Promise<string> {
  const { organizationId, client, vendorKey } = lane
  const input = { organizationId, idempotencyKey: randomUUID(), items: [itemOf(lane)] }
  return idOf(await client.insist(vendorKey, 'placeOrder', input, 'order { id }'), 'order')
}

/**
 * What takes days and hours elsewhere: limits of what somebody may ask for are forgotten, and the autopilot begins another
 * night. Returns what ends it.
 */
export function hurryTime({ superuser }: World, clockwork: Clockwork): () => void {
  const limits = setInterval(
    () => void superuser.query('delete from rate_limits').catch(() => undefined),
    FORGET_LIMITS_EVERY_MS,
  )
  const night = async () => {
    await untilBack(() => superuser.query('update reappointment_policies set last_run_on = null'))
    await clockwork.strike(FlyReappointmentAutopilot)
  }
  const nights = setInterval(() => void night().catch(() => undefined), NIGHT_EVERY_MS)
  return () => {
    clearInterval(limits)
    clearInterval(nights)
  }
}

function idOf(payload: Payload, thing: string): string {
  const found = payload[thing] as { id: string } | null
  if (found === null) throw new Error(JSON.stringify(payload.userErrors))
  return found.id
}
