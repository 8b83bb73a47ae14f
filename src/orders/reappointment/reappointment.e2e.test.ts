import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addDays, localDayOf } from '../../kernel/local-day.js'
import { codesOf } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { addPhysicians, initialAppointment, orderOf, place } from '../../testkit/order-acts.js'
import { attempt, BOTH, lettersTo, organizationOf } from '../../testkit/organization-acts.js'
import { person, type TestPerson } from '../../testkit/people.js'
import { tryToAct } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { dueOn, orderFrom, purchasedBefore } from './reappointment.rules.js'

interface SeenDecision {
  id: string
  state: string
  reason: string
  explanation: string
  clinician: { id: string }
  price: { cents: number } | null
  committed: { cents: number }
  orderNumber: string | null
  decidedBy: string | null
}
const DECISION = `id state reason explanation clinician { id } price { cents } committed { cents } orderNumber decidedBy`

test('who is due is found by the last purchase exactly as the days say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2027, 0, 1) }),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2032, 0, 1) }),
      fc.record({
        cycleMonths: fc.integer({ min: 1, max: 60 }),
        leadDays: fc.integer({ min: 0, max: 365 }),
        timeZone: fc.constantFrom('America/Chicago', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kolkata'),
      }),
      fc.integer({ min: 0, max: 400 }),
      (bought, now, cycle, within) => {
        const [purchasedAt, at] = [new Date(bought), new Date(now)]
        const isDue = orderFrom(dueOn(purchasedAt, cycle), cycle) <= addDays(localDayOf(at, cycle.timeZone), within)
        expect(purchasedAt < purchasedBefore(at, within, cycle)).toBe(isDue)
      },
    ),
    { numRuns: 500 },
  )
  const cycle = { cycleMonths: 36, leadDays: 90, timeZone: 'America/Chicago' }
  // A leap day has no like three years later; the day is the organization's.
  expect(dueOn(new Date('2024-02-29T18:00:00Z'), cycle)).toBe('2027-02-28')
  expect(dueOn(new Date('2024-03-01T05:30:00Z'), cycle)).toBe('2027-02-28')
})

describe('reappointment', () => {
  let gateway: TestGateway
  let physicians: string[]
  let vendor: TestVendor
  let approver: TestPerson
  let organizationId: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 14)
  })
  beforeEach(async () => {
    vendor = await gateway.vendor()
    organizationId = vendor.organizationId
    approver = await person(gateway, { organizationId, roles: BOTH })
  })
  afterAll(() => gateway.stop())

  /** Buys profiles of the first so many physicians, each a day later than the one before, the first so long ago. */
  async function bought(count: number, daysAgo = 1_030): Promise<string[]> {
    const ids = physicians.slice(0, count)
    await place(vendor.client, orderOf(vendor, ...ids.map((id) => initialAppointment(id))))
    await rowsOf(
      gateway,
      `update order_items set purchased_at = purchased_at - make_interval(days => $2 - array_position($3::text[], clinician_id))
        where organization_id = $1`,
      [organizationId, daysAgo, ids],
    )
    return ids
  }
  async function policy(more: Record<string, unknown>, by: TestPerson = approver) {
    const input = { organizationId, monthlyBudgetCents: 100_000, approverId: approver.userId, ...more }
    const selection = `policy { cycleMonths leadDays autopilot monthlyBudget { cents } approver { userId } }`
    return await attempt<{ policy: unknown }>(by.client, 'setReappointmentPolicy', input, selection)
  }
  const fly = () => gateway.gateway.autopilot.flyDue(new AbortController().signal)
  async function decisions(state?: string): Promise<SeenDecision[]> {
    const wanted = state === undefined ? '' : `(state: ${state})`
    const seen = await organizationOf<{ reappointmentDecisions: { nodes: SeenDecision[] } }>(
      approver.client,
      organizationId,
      `reappointmentDecisions${wanted} { nodes { ${DECISION} } }`,
    )
    return seen.reappointmentDecisions.nodes.reverse()
  }
  async function decide(ids: readonly string[], approve: boolean, by: TestPerson = approver) {
    const input = { organizationId, decisionIds: ids, approve }
    return await attempt<{ decisions: SeenDecision[] }>(
      by.client,
      'decideReappointments',
      input,
      `decisions { ${DECISION} }`,
    )
  }
  const orders = async (): Promise<{ cents: number; userId: string | null }[]> =>
    await rowsOf(
      gateway,
      `select total_cents::int as cents, placed_by_user_id as "userId" from orders
        where organization_id = $1 and channel = 'HUB' order by number`,
      [organizationId],
    )
  const nextNight = async () => {
    await rowsOf(
      gateway,
      'update reappointment_policies set last_run_on = last_run_on - 1 where organization_id = $1',
      [organizationId],
    )
    await rowsOf(
      gateway,
      `update reappointment_decisions set considered_on = considered_on - 1, decided_at = decided_at - interval '1 day'
        where organization_id = $1`,
      [organizationId],
    )
    await fly()
  }

  test('those who are due are listed, the first due first, by the newest purchase alone', async () => {
    const ids = await bought(5, 1_010)
    // Nothing is owned before it is paid.
    const documents = await rowsOf<{ id: string; document: string }>(
      gateway,
      'select id, document_id as document from order_items where organization_id = $1',
      [organizationId],
    )
    await rowsOf(gateway, 'update order_items set document_id = null where organization_id = $1', [organizationId])
    const due = async (args: string) =>
      await organizationOf<{ reappointmentsDue: { nodes: Record<string, never>[]; pageInfo: { endCursor: string } } }>(
        approver.client,
        organizationId,
        `reappointmentsDue${args} { pageInfo { endCursor }
          nodes { clinician { id } product lastProduct dueOn orderFrom daysLeft lastOrderNumber } }`,
      )
    expect((await due('')).reappointmentsDue.nodes).toEqual([])
    for (const { id, document } of documents) {
      await rowsOf(gateway, 'update order_items set document_id = $2 where id = $1', [id, document])
    }
    await place(vendor.client, orderOf(vendor, initialAppointment(ids[4] ?? '')))
    const { nodes, pageInfo } = (await due('(first: 2)')).reappointmentsDue
    const rest = (await due(`(first: 100, after: "${pageInfo.endCursor}")`)).reappointmentsDue.nodes
    expect([...nodes, ...rest].map((node) => (node['clinician'] as unknown as { id: string } | undefined)?.id)).toEqual(
      ids.slice(0, 4),
    )
    expect(nodes[0]).toMatchObject({ product: 'REAPPOINTMENT', lastProduct: 'INITIAL_APPOINTMENT' })
    // 36 months are 1095 or 1096 days: 1009 days ago, 86 or 87 are left of them, and the lead of 90 is over.
    expect([86, 87]).toContain(nodes[0]?.['daysLeft'])
    expect((await due('(within: 0)')).reappointmentsDue.nodes).toHaveLength(4)
    await policy({ cycleMonths: 60 })
    expect((await due('(within: 0)')).reappointmentsDue.nodes).toEqual([])
    const count = (first: number) => gateway.countStatements(() => due(`(first: ${first}, within: 1000)`))
    expect(await count(4)).toBe(await count(1))
  })

  test('administrators set the policy, whole or not at all; nobody else does', async () => {
    const set = await policy({ autopilot: 'PROPOSE', leadDays: 30 })
    expect(set.thing.policy).toEqual({
      ...{ cycleMonths: 36, leadDays: 30, autopilot: 'PROPOSE', monthlyBudget: { cents: 100_000 } },
      approver: { userId: approver.userId },
    })
    const buyer = await person(gateway, { organizationId })
    const clerk = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const stranger = await person(gateway)
    const staff = await person(gateway, { staff: true })
    await leavingNoTrace(gateway, async () => {
      expect((await policy({}, buyer)).codes).toEqual(['FORBIDDEN'])
      expect((await policy({}, staff)).codes).toEqual(['FORBIDDEN'])
      expect((await policy({}, stranger)).codes).toEqual(['NOT_FOUND'])
      expect((await policy({ organizationId: 'org_nobody' })).codes).toEqual(['NOT_FOUND'])
      expect((await policy({ approverId: stranger.userId })).fields).toEqual([['approverId']])
      expect((await policy({ approverId: clerk.userId })).codes).toEqual(['INVALID_INPUT'])
      const wrong = { cycleMonths: 61, leadDays: -1, monthlyBudgetCents: -1, approverId: null, autopilot: 'ORDER' }
      expect((await policy(wrong)).fields.flat()).toEqual([
        'cycleMonths',
        'leadDays',
        'monthlyBudgetCents',
        'approverId',
      ])
    })
  })

  test('it proposes within the budget; the approver approves or declines, once', async () => {
    const ids = await bought(4)
    await policy({ autopilot: 'PROPOSE', monthlyBudgetCents: 5_400 })
    await fly()
    await fly()
    const seen = await decisions()
    expect(seen.map(({ clinician, state, reason }) => [clinician.id, state, reason])).toEqual([
      [ids[0], 'PROPOSED', 'DUE'],
      [ids[1], 'PROPOSED', 'DUE'],
      [ids[2], 'PROPOSED', 'DUE'],
      [ids[3], 'SKIPPED', 'BUDGET_EXCEEDED'],
    ])
    expect(seen[2]?.explanation).toMatch(
      /^Due on .+\. The profile for \$18\.00 fits the budget of \$54\.00 for the month, of which \$36\.00 was ordered or proposed before; the approver decides\.$/,
    )
    expect(seen[3]).toMatchObject({ price: { cents: 1_800 }, committed: { cents: 5_400 } })
    const letters = await lettersTo(gateway, approver.email)
    expect(letters.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['REAPPOINTMENT', 'Reappointments: 0 ordered, 3 proposed'],
    ])
    expect(letters[0]?.text).toContain('Left out: budget exceeded: 1')
    expect(await orders()).toEqual([])
    const [first = '', second = '', third = ''] = seen.map(({ id }) => id)
    const buyer = await person(gateway, { organizationId })
    const stranger = await person(gateway, { organizationId: (await gateway.vendor()).organizationId })
    await leavingNoTrace(gateway, async () => {
      expect((await decide([first], true, buyer)).codes).toEqual(['FORBIDDEN'])
      expect((await decide([first], true, stranger)).codes).toEqual(['NOT_FOUND'])
      expect((await decide([first, 'rdn_nobody', seen[3]?.id ?? ''], true)).codes).toEqual([
        'NOT_FOUND',
        'ALREADY_DECIDED',
      ])
      expect((await decide([], true)).codes).toEqual(['INVALID_INPUT'])
      const asVendor = { organizationId, decisionIds: [first], approve: true }
      expect(codesOf(await tryToAct(vendor.client, 'decideReappointments', asVendor, '__typename'))).toEqual([
        'FORBIDDEN',
      ])
    })
    const answers = await Promise.all([decide([first, second], true), decide([first, second], true)])
    expect(answers.flatMap(({ codes }) => codes)).toEqual([])
    expect(await orders()).toEqual([{ cents: 3_600, userId: approver.userId }])
    expect(answers[0]?.thing.decisions[0]).toMatchObject({ state: 'ORDERED', decidedBy: approver.fullName })
    expect((await decide([third], false)).thing.decisions[0]).toMatchObject({ state: 'DECLINED', reason: 'DECLINED' })
    expect((await decide([third], false)).codes).toEqual([])
    expect((await decide([first], false)).codes).toEqual(['ALREADY_DECIDED'])
    // What was declined left room in the budget.
    await nextNight()
    expect((await decisions('PROPOSED')).map(({ clinician }) => clinician.id)).toEqual([ids[3]])
    await policy({ autopilot: 'PROPOSE', monthlyBudgetCents: 5_000 })
    expect((await decide([seen[3]?.id ?? ''], true)).codes).toEqual(['BUDGET_EXCEEDED'])
    // Bought otherwise, it is not needed any more.
    await place(vendor.client, orderOf(vendor, initialAppointment(ids[3] ?? '')))
    expect((await decide([seen[3]?.id ?? ''], true)).codes).toEqual(['ALREADY_DECIDED'])
    await nextNight()
    expect((await decisions('WITHDRAWN')).map(({ reason }) => reason)).toEqual(['BOUGHT_OTHERWISE'])
  })

  test('it orders by itself in the name of the approver, once, whoever else runs it', async () => {
    const ids = await bought(12)
    await policy({ autopilot: 'ORDER' })
    await Promise.all([fly(), fly(), fly()])
    // From ten of them on, they are cheaper.
    expect(await orders()).toEqual([{ cents: 12_000, userId: approver.userId }])
    const seen = await decisions()
    expect(seen.map(({ clinician, state }) => [clinician.id, state])).toEqual(ids.map((id) => [id, 'ORDERED']))
    expect(seen.at(-1)).toMatchObject({ price: { cents: 1_000 }, committed: { cents: 11_000 }, decidedBy: null })
    expect(seen[0]?.orderNumber).toMatch(/^PO-\d{10}$/)
    await nextNight()
    expect(await orders()).toHaveLength(1)
    const audited = await rowsOf<{ actor: string; session: string | null }>(
      gateway,
      `select actor_kind as actor, session_id as session from audit_events
        where organization_id = $1 and action in ('ORDER_PLACED', 'REAPPOINTMENTS_DECIDED') and actor_kind <> 'VENDOR'
        order by action`,
      [organizationId],
    )
    expect(audited).toEqual([
      { actor: 'USER', session: 'AUTOPILOT' },
      { actor: 'SYSTEM', session: null },
    ])
    expect((await lettersTo(gateway, approver.email)).map(({ subject }) => subject)).toEqual([
      'Reappointments: 12 ordered, 0 proposed',
    ])
  })

  test('a smaller order may cost more for each: budget and balance hold with the prices that it has then', async () => {
    await bought(12)
    // Twelve would cost 1000 each and nine fit then; but nine cost 1800 each, and so five are left.
    await policy({ autopilot: 'ORDER', monthlyBudgetCents: 9_500 })
    await fly()
    expect(await orders()).toEqual([{ cents: 9_000, userId: approver.userId }])
    await policy({ autopilot: 'ORDER', monthlyBudgetCents: 12_900 })
    await nextNight()
    expect((await decisions('SKIPPED')).map(({ reason }) => reason)).toEqual(Array(5).fill('BUDGET_EXCEEDED'))
    expect((await orders()).map(({ cents }) => cents)).toEqual([9_000, 3_600])
  })

  test('what stands against it is told, and tried again the next night', async () => {
    const poor = await gateway.vendor({ depositCents: 8_200 })
    organizationId = poor.organizationId
    vendor = poor
    approver = await person(gateway, { organizationId, roles: BOTH })
    await bought(2)
    await policy({ autopilot: 'ORDER' })
    await fly()
    expect((await decisions()).map(({ state, reason }) => [state, reason])).toEqual([
      ['SKIPPED', 'INSUFFICIENT_FUNDS'],
      ['SKIPPED', 'INSUFFICIENT_FUNDS'],
    ])
    await rowsOf(gateway, `update memberships set roles = array['ORGANIZATION_ADMINISTRATOR'] where user_id = $1`, [
      approver.userId,
    ])
    await nextNight()
    expect((await decisions()).map(({ reason }) => reason)).toEqual(['APPROVER_UNAVAILABLE', 'APPROVER_UNAVAILABLE'])
    expect(await orders()).toEqual([])
  })

  test('when a step fails, nothing of it stays, other organizations go on, and the next run does it', async () => {
    await bought(2)
    await policy({ autopilot: 'ORDER' })
    const broken = organizationId
    await rowsOf(
      gateway,
      `create or replace function fail_decisions() returns trigger language plpgsql as $$
       begin if new.organization_id = '${broken}' then raise exception 'out of order'; end if; return new; end $$`,
    )
    await rowsOf(
      gateway,
      `create trigger fail_decisions before insert on reappointment_decisions for each row execute function fail_decisions()`,
    )
    await leavingNoTrace(gateway, fly)
    expect(await orders()).toEqual([])
    await rowsOf(gateway, 'drop trigger fail_decisions on reappointment_decisions')
    await fly()
    expect(await orders()).toHaveLength(1)
  })

  test('reappointAll fills the cart: of those who are named, and of all who are due', async () => {
    const ids = await bought(4)
    const foreign = await gateway.vendor()
    const fill = async (choice: Record<string, unknown>) =>
      await attempt<{ cart: { items: { clinicianId: string; product: string }[] } }>(
        approver.client,
        'reappointAll',
        { organizationId, ...choice },
        'cart { items { clinicianId product } } added present more',
      )
    const named = await fill({ clinicianIds: [ids[1], ids[0]] })
    expect(named.codes).toEqual([])
    expect(named.thing).toMatchObject({
      cart: { items: [{ product: 'REAPPOINTMENT' }, { product: 'REAPPOINTMENT' }] },
      ...{ added: 2, present: 0, more: false },
    })
    expect((await fill({ filter: { dueWithin: 0 } })).thing).toMatchObject({ added: 2, present: 2, more: false })
    await leavingNoTrace(gateway, async () => {
      expect((await fill({ clinicianIds: [ids[0], physicians[13]] })).codes).toEqual(['CLINICIAN_NOT_FOUND'])
      expect((await fill({})).codes).toEqual(['INVALID_INPUT'])
      expect((await fill({ clinicianIds: ids, filter: {} })).codes).toEqual(['INVALID_INPUT'])
      expect((await fill({ organizationId: foreign.organizationId, filter: {} })).codes).toEqual(['NOT_FOUND'])
    })
  })
})
