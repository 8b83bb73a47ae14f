import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DateTime } from 'luxon'
import { ask, codesOf } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { person, STAFF_REASON, sessionClient, type TestPerson } from '../../testkit/people.js'
import { act, auditOf, refusalsOfOthers, tryToAct } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

const SUBSCRIPTION = `replayed subscription { id name allowance used startsOn endsOn state price { cents } paid { cents } due { cents } }`

interface Sold {
  replayed: boolean
  subscription: {
    id: string
    used: number
    startsOn: string
    endsOn: string
    state: string
    paid: { cents: number }
    due: { cents: number }
  } | null
}

describe('subscriptions', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let vendor: TestVendor
  let administrator: TestPerson
  let serial = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    gateway.clock.advanceTo(new Date('2031-12-01T18:00:00Z'))
    staff = await person(gateway, { staff: true })
    vendor = await gateway.vendor({ depositCents: 100_000 })
    const { organizationId } = vendor
    administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] })
  })
  afterAll(() => gateway.stop())

  const keyed = (more: Record<string, unknown>) => ({ idempotencyKey: `key-${++serial}`, reason: 'as agreed', ...more })
  const package_ = async (more: Record<string, unknown> = {}) => {
    const input = { name: 'A hundred profiles', currency: 'USD', priceCents: 150_000, allowance: 100, termMonths: 12 }
    const { subscriptionPackage, userErrors } = await act<{ subscriptionPackage: { id: string } | null }>(
      staff.client,
      'createSubscriptionPackage',
      { ...input, reason: 'new offer', ...more },
      'subscriptionPackage { id price { cents currency } withdrawnAt }',
    )
    return { id: subscriptionPackage?.id ?? '', problems: userErrors.map(({ message }) => message) }
  }
  const sell = async (organizationId: string, packageId: string, more: Record<string, unknown> = {}) =>
    await act<Sold>(staff.client, 'createSubscription', keyed({ organizationId, packageId, ...more }), SUBSCRIPTION)
  const ledgerOf = async (organizationId: string) =>
    await rowsOf<{ kind: string; book: string; cents: number }>(
      gateway,
      `select t.kind, e.book, e.amount_cents::int as cents from ledger_entries e
         join ledger_transactions t on t.id = e.transaction_id join accounts a on a.id = e.account_id
        where a.organization_id = $1 order by t.sequence, e.amount_cents`,
      [organizationId],
    )

  test('are sold for a term of whole months of the organization, one at a time, and once a key', async () => {
    const buyer = await gateway.vendor()
    const { id: packageId } = await package_()
    const input = keyed({ organizationId: buyer.organizationId, packageId, startsOn: '2032-01-31' })
    const sold = await act<Sold>(staff.client, 'createSubscription', input, SUBSCRIPTION)
    expect(sold).toMatchObject({ replayed: false, userErrors: [] })
    expect(sold.subscription).toMatchObject({
      startsOn: '2032-01-31',
      endsOn: '2033-01-31',
      state: 'UPCOMING',
      used: 0,
    })
    expect(await act<Sold>(staff.client, 'createSubscription', input, SUBSCRIPTION)).toMatchObject({
      replayed: true,
      subscription: { id: sold.subscription?.id },
    })
    const reused = await act<Sold>(staff.client, 'createSubscription', { ...input, startsOn: null }, SUBSCRIPTION)
    expect(reused.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }])
    const again = await sell(buyer.organizationId, packageId, { startsOn: '2032-06-01' })
    expect(again.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', field: ['startsOn'] }])
    const before = await sell(buyer.organizationId, packageId, { startsOn: '2031-11-30' })
    expect(before.userErrors[0]?.message).toBe('expected a day from 2031-12-01 to 2032-12-01, got 2031-11-30')
    expect(await auditOf(gateway, 'SUBSCRIPTION_CREATED')).toHaveLength(1)
  })

  test('are not made of nonsense, nor sold once they are withdrawn', async () => {
    await leavingNoTrace(gateway, async () => {
      expect((await package_({ name: ' ', priceCents: -1, allowance: 0, termMonths: 61 })).problems).toEqual([
        'expected 1 to 200 characters, got 0',
        'expected 0 to 100000000 cents, got -1',
        'expected 1 to 1000000 profiles, got 0',
        'expected 1 to 60 months, got 61',
      ])
      expect((await package_({ currency: 'usd' })).problems).toHaveLength(1)
    })
    const { id: packageId } = await package_()
    await act(staff.client, 'withdrawSubscriptionPackage', { packageId, reason: 'too cheap' }, '__typename')
    const sold = await sell(vendor.organizationId, packageId)
    expect(sold.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['packageId'] }])
    const input = { name: 'x', currency: 'USD', priceCents: 1, allowance: 1, termMonths: 1, reason: 'x' }
    expect(await refusalsOfOthers(gateway, 'createSubscriptionPackage', input)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ])
  })

  test('are paid by invoice and by balance, in part and whole, never beyond what is due', async () => {
    const { id: packageId } = await package_()
    const { subscription } = await sell(vendor.organizationId, packageId)
    const of = { organizationId: vendor.organizationId, subscriptionId: subscription?.id }
    const invoice = keyed({ ...of, amountCents: 30_000, invoice: 'INV-7' })
    const paid = await act<Sold>(staff.client, 'recordSubscriptionPayment', invoice, SUBSCRIPTION)
    expect(paid.subscription).toMatchObject({ paid: { cents: 30_000 }, due: { cents: 120_000 } })
    const part = { ...of, amountCents: 40_000, idempotencyKey: 'part' }
    const transfer = (input: Record<string, unknown>, by = administrator.client) =>
      act<Sold>(by, 'transferBalance', input, SUBSCRIPTION)
    const twice = await Promise.all([transfer(part), transfer(part)])
    expect(twice.map(({ replayed }) => replayed).sort()).toEqual([false, true])
    expect(twice[0]?.subscription).toMatchObject({ due: { cents: 80_000 } })
    const beyond = await transfer({ ...of, amountCents: 80_001, idempotencyKey: 'beyond' })
    expect(beyond.userErrors[0]?.message).toContain('expected at most $800.00')
    const uncovered = await transfer({ ...of, amountCents: 70_000, idempotencyKey: 'uncovered' })
    expect(uncovered.userErrors).toMatchObject([{ code: 'INSUFFICIENT_FUNDS' }])
    const rest = await transfer({ ...of, idempotencyKey: 'rest' })
    expect(rest.subscription).toMatchObject({ paid: { cents: 130_000 }, due: { cents: 20_000 } })
    expect(await transfer({ ...of, amountCents: null, idempotencyKey: 'rest' })).toMatchObject({ replayed: true })
    const reused = await transfer({ ...of, amountCents: 1, idempotencyKey: 'rest' })
    expect(reused.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }])
    expect(await transfer({ ...of, idempotencyKey: 'nothing left' })).toMatchObject({
      userErrors: [{ code: 'INSUFFICIENT_FUNDS' }],
    })
    expect(await ledgerOf(vendor.organizationId)).toEqual([
      { kind: 'DEPOSIT', book: 'CASH', cents: -100_000 },
      { kind: 'DEPOSIT', book: 'BALANCE', cents: 100_000 },
      { kind: 'SUBSCRIPTION_PAYMENT', book: 'CASH', cents: -30_000 },
      { kind: 'SUBSCRIPTION_PAYMENT', book: 'SUBSCRIPTION', cents: 30_000 },
      { kind: 'BALANCE_TRANSFER', book: 'BALANCE', cents: -40_000 },
      { kind: 'BALANCE_TRANSFER', book: 'SUBSCRIPTION', cents: 40_000 },
      { kind: 'BALANCE_TRANSFER', book: 'BALANCE', cents: -60_000 },
      { kind: 'BALANCE_TRANSFER', book: 'SUBSCRIPTION', cents: 60_000 },
    ])
  })

  test('are paid out of the balance by staff too, who say why', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 5 })
    const { subscription } = await sell(organizationId, (await package_()).id)
    const input = { organizationId, subscriptionId: subscription?.id, idempotencyKey: 'by staff' }
    const silent = sessionClient(gateway, staff.accessToken, 'TEST')
    expect(codesOf(await tryToAct(silent, 'transferBalance', input, '__typename'))).toEqual(['BAD_USER_INPUT'])
    expect(await act<Sold>(staff.client, 'transferBalance', input, SUBSCRIPTION)).toMatchObject({
      subscription: { paid: { cents: 5 } },
      userErrors: [],
    })
    expect(await auditOf(gateway, 'BALANCE_TRANSFERRED')).toMatchObject([
      { actorId: staff.userId, organizationId, reason: STAFF_REASON },
      ...Array.from({ length: 2 }, () => ({ actorId: administrator.userId })),
    ])
  })

  test.each(['audit_events', 'ledger_entries'])('leave no money half moved when %s break', async (table) => {
    const { organizationId } = await gateway.vendor({ depositCents: 900 })
    const { subscription } = await sell(organizationId, (await package_()).id)
    const of = { organizationId, subscriptionId: subscription?.id }
    const acts: [string, Record<string, unknown>][] = [
      ['recordSubscriptionPayment', keyed({ ...of, amountCents: 7, invoice: 'INV' })],
      ['transferBalance', { ...of, amountCents: 7, idempotencyKey: `half ${table}` }],
      ['recordAdjustment', keyed({ organizationId, amountCents: 7, text: 'Correction' })],
    ]
    await rowsOf(gateway, `create function break_down() returns trigger language plpgsql as 'begin perform 1 / 0; end'`)
    await rowsOf(gateway, `create trigger broken after insert on ${table} for each row execute function break_down()`)
    await leavingNoTrace(gateway, async () => {
      for (const [mutation, input] of acts) {
        expect(codesOf(await tryToAct(staff.client, mutation, input, '__typename'))).toEqual(['INTERNAL'])
      }
    })
    await rowsOf(gateway, 'drop function break_down cascade')
    for (const [mutation, input] of acts) {
      expect(await act(staff.client, mutation, input, 'replayed')).toEqual({ replayed: false, userErrors: [] })
    }
  })

  test('are listed by as many statements, however many there are', async () => {
    const { organizationId, client } = await gateway.vendor()
    const { id: packageId } = await package_({ termMonths: 1 })
    const today = DateTime.fromJSDate(gateway.clock.now(), { zone: 'America/Chicago' })
    const list = async () => {
      const { data } = await ask<{ organization: { account: { subscriptions: { nodes: { startsOn: string }[] } } } }>(
        client,
        `query ($id: ID!) { organization(id: $id) { account { subscriptions {
           nodes { startsOn state used paid { cents } due { cents } } } } } }`,
        { id: organizationId },
      )
      return data?.organization.account.subscriptions.nodes.map(({ startsOn }) => startsOn)
    }
    const starts = [1, 0, 2, 4].map((months) => today.plus({ months }).toISODate() ?? '')
    await sell(organizationId, packageId, { startsOn: starts[0] })
    await list()
    const one = await gateway.countStatements(list)
    for (const startsOn of starts.slice(1)) {
      expect((await sell(organizationId, packageId, { startsOn })).userErrors).toEqual([])
    }
    expect(await gateway.countStatements(list)).toBe(one)
    expect(await list()).toEqual(starts.toReversed())
  })

  test('are paid for by administrators alone, and those of others are as if there were none', async () => {
    const { id: packageId } = await package_()
    const foreign = await gateway.vendor()
    const { subscription } = await sell(foreign.organizationId, packageId)
    const buyer = await person(gateway, { organizationId: vendor.organizationId, roles: ['PROFILES_USER'] })
    const input = { organizationId: vendor.organizationId, subscriptionId: subscription?.id, idempotencyKey: 'foreign' }
    await expect(act(buyer.client, 'transferBalance', input, '__typename')).rejects.toThrow('FORBIDDEN')
    const refused = async (more: Record<string, unknown>, field: string) => {
      const { userErrors } = await act(administrator.client, 'transferBalance', { ...input, ...more }, '__typename')
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: [field] }])
    }
    for (const [field, id, unknown] of [
      ['subscriptionId', subscription?.id, 'sub_nobody'],
      ['organizationId', foreign.organizationId, 'org_nobody'],
    ] as const) {
      const count = (value: string | undefined) => gateway.countStatements(() => refused({ [field]: value }, field))
      expect(await count(id)).toBe(await count(unknown))
    }
  })

  test('stand beside a ledger that staff correct by entries', async () => {
    const buyer = await gateway.vendor({ depositCents: 500 })
    const { organizationId } = buyer
    const correct = (more: Record<string, unknown>) =>
      act<{ entry: { amount: { cents: number } } | null; replayed: boolean }>(
        staff.client,
        'recordAdjustment',
        keyed({ organizationId, amountCents: -200, text: 'Charged too little', ...more }),
        'replayed entry { kind amount { cents } balanceAfter { cents } status }',
      )
    const once = { idempotencyKey: 'correction' }
    expect(await correct(once)).toMatchObject({
      replayed: false,
      entry: { amount: { cents: -200 }, status: 'PENDING' },
    })
    expect(await correct(once)).toMatchObject({ replayed: true, entry: { amount: { cents: -200 } } })
    expect(await correct({ amountCents: -301 })).toMatchObject({ userErrors: [{ code: 'INSUFFICIENT_FUNDS' }] })
    expect((await correct({ amountCents: 0 })).userErrors[0]?.message).toContain('but not 0, got 0')
  })
})
