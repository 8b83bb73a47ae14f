import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { type Acted, act, auditOf, look, refusalsOfOthers, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

interface Listed {
  id: string
  effectiveFrom: string
  effectiveUntil: string | null
  organization: { id: string } | null
  prices: { product: string; minimumQuantity: number; unitPrice: { cents: number } }[]
}

const LIST = `id mode currency effectiveFrom effectiveUntil organization { id }
  prices { product minimumQuantity unitPrice { cents currency } }`
const PRICES = [
  { product: 'INITIAL_APPOINTMENT', minimumQuantity: 1, unitPriceCents: 3900 },
  { product: 'REAPPOINTMENT', minimumQuantity: 10, unitPriceCents: 900 },
  { product: 'REAPPOINTMENT', minimumQuantity: 1, unitPriceCents: 1700 },
]

describe('a price list', () => {
  let gateway: TestGateway
  let staff: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  const listFor = (organizationId: string | null, more: Record<string, unknown> = {}) => ({
    mode: 'TEST',
    organizationId,
    currency: 'USD',
    prices: PRICES,
    reason: 'contract of today',
    ...more,
  })
  const create = (input: Record<string, unknown>): Promise<Acted<{ priceList: Listed | null }>> =>
    act(staff.client, 'createPriceList', input, `priceList { ${LIST} }`)
  const end = (input: Record<string, unknown>): Promise<Acted<{ priceList: Listed | null }>> =>
    act(staff.client, 'endPriceList', { reason: 'contract over', ...input }, `priceList { ${LIST} }`)
  const problems = (answer: Acted<object>) => answer.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  const hoursFromNow = (hours: number) => new Date(gateway.clock.now().getTime() + hours * 3_600_000).toISOString()

  async function made(input: Record<string, unknown>): Promise<Listed> {
    const { priceList, userErrors } = await create(input)
    if (priceList === null) throw new Error(JSON.stringify(userErrors))
    return priceList
  }

  test("of an organization's own holds for its next order, and is in the audit trail", async () => {
    const vendor = await gateway.vendor()
    const list = await made(listFor(vendor.organizationId))
    expect(list).toMatchObject({ organization: { id: vendor.organizationId }, effectiveUntil: null })
    expect(
      list.prices.map(({ product, minimumQuantity, unitPrice }) => [product, minimumQuantity, unitPrice.cents]),
    ).toEqual([
      ['INITIAL_APPOINTMENT', 1, 3900],
      ['REAPPOINTMENT', 1, 1700],
      ['REAPPOINTMENT', 10, 900],
    ])
    const physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    expect((await place(vendor.client, orderOf(vendor, initialAppointment(physician)))).total.cents).toBe(3900)
    const [audited] = await auditOf(gateway, 'PRICE_LIST_CREATED')
    expect(audited).toEqual({
      actorId: staff.userId,
      organizationId: vendor.organizationId,
      subjectIds: [list.id],
      reason: 'contract of today',
    })
  })

  test('gives way to that of everybody once staff have ended it', async () => {
    const vendor = await gateway.vendor()
    const list = await made(listFor(vendor.organizationId))
    const ended = await end({ priceListId: list.id })
    expect(ended.userErrors).toEqual([])
    expect(ended.priceList?.effectiveUntil).not.toBeNull()
    const physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    expect((await place(vendor.client, orderOf(vendor, initialAppointment(physician)))).total.cents).toBe(4100)
    const [audited] = await auditOf(gateway, 'PRICE_LIST_ENDED')
    expect(audited).toMatchObject({ actorId: staff.userId, subjectIds: [list.id], reason: 'contract over' })
    await leavingNoTrace(gateway, async () =>
      expect(problems(await end({ priceListId: list.id }))).toEqual(['ALREADY_DECIDED priceListId']),
    )
  })

  test('that would hold at the same time as another is refused, with the other named', async () => {
    const { organizationId } = await gateway.vendor()
    const first = await made(
      listFor(organizationId, { effectiveFrom: hoursFromNow(2), effectiveUntil: hoursFromNow(4) }),
    )
    for (const [from, until] of [
      [1, 3],
      [3, 5],
      [1, 5],
      [3, null],
    ] as const) {
      const time = { effectiveFrom: hoursFromNow(from), effectiveUntil: until === null ? null : hoursFromNow(until) }
      const answer = await leavingNoTrace(gateway, () => create(listFor(organizationId, time)))
      expect(problems(answer)).toEqual(['INVALID_INPUT effectiveFrom'])
      expect(answer.userErrors[0]?.message).toContain(first.id)
    }
    await made(listFor(organizationId, { effectiveFrom: first.effectiveUntil }))
    const longer = await end({ priceListId: first.id, effectiveUntil: hoursFromNow(5) })
    expect(problems(longer)).toEqual(['INVALID_INPUT effectiveFrom'])
  })

  test('is made once when two staff make it at the same time', async () => {
    const { organizationId } = await gateway.vendor()
    const answers = await Promise.all([1, 2, 3].map(() => create(listFor(organizationId))))
    expect(answers.filter(({ priceList }) => priceList !== null)).toHaveLength(1)
    expect(answers.flatMap(problems)).toEqual(['INVALID_INPUT effectiveFrom', 'INVALID_INPUT effectiveFrom'])
  })

  test('that has not begun can be taken back', async () => {
    const { organizationId } = await gateway.vendor()
    const list = await made(listFor(organizationId, { effectiveFrom: hoursFromNow(2) }))
    const tooEarly = await end({ priceListId: list.id, effectiveUntil: hoursFromNow(1) })
    expect(problems(tooEarly)).toEqual(['INVALID_INPUT effectiveUntil'])
    expect((await end({ priceListId: list.id })).priceList?.effectiveUntil).toBe(list.effectiveFrom)
    await made(listFor(organizationId, { effectiveFrom: hoursFromNow(1) }))
  })

  test('cannot be ended in the past', async () => {
    const { organizationId } = await gateway.vendor()
    const { id } = await made(listFor(organizationId))
    const answer = await leavingNoTrace(gateway, () => end({ priceListId: id, effectiveUntil: hoursFromNow(-1) }))
    expect(problems(answer)).toEqual(['INVALID_INPUT effectiveUntil'])
  })

  test.each([
    ['in the past', { effectiveFrom: '2020-01-01T00:00:00Z' }, ['INVALID_INPUT effectiveFrom']],
    ['of the other mode', { mode: 'LIVE' }, ['INVALID_INPUT mode']],
    ['in another currency than the account', { currency: 'EUR' }, ['INVALID_INPUT currency']],
    ['in no currency', { currency: 'usd' }, ['INVALID_INPUT currency']],
    ['without prices', { prices: [] }, ['INVALID_INPUT prices']],
    ['with a price twice', { prices: [PRICES[0], PRICES[0]] }, ['INVALID_INPUT prices.1.product']],
    ['without a price from 1 on', { prices: [PRICES[1]] }, ['INVALID_INPUT prices.0.minimumQuantity']],
    ['without a reason', { reason: '' }, ['INVALID_INPUT reason']],
  ])('%s is refused', async (_, wrong, expected) => {
    const { organizationId } = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      expect(problems(await create(listFor(organizationId, wrong)))).toEqual(expected)
    })
  })

  test('for an organization of the other mode is refused like one for none, at the same cost', async () => {
    const { organizationId: live } = await gateway.vendor({ mode: 'LIVE' })
    const seen: { message: string | undefined; cost: number }[] = []
    for (const id of [live, newId('organization')]) {
      let message: string | undefined
      const cost = await gateway.countStatements(async () => {
        const answer = await create(listFor(id))
        expect(problems(answer)).toEqual(['NOT_FOUND organizationId'])
        message = answer.userErrors[0]?.message.replace(id, 'ID')
      })
      seen.push({ message, cost })
    }
    expect(seen[0]).toEqual(seen[1])
  })

  test('of the other mode cannot be ended, like one that is not', async () => {
    const [live] = await rowsOf<{ id: string }>(gateway, `select id from price_lists where mode = 'LIVE'`)
    for (const priceListId of [live?.id, newId('priceList')]) {
      expect(problems(await end({ priceListId }))).toEqual(['NOT_FOUND priceListId'])
    }
  })

  test('is for staff only to make and to end', async () => {
    const everybodyElse = ['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']
    expect(await refusalsOfOthers(gateway, 'createPriceList', listFor(null))).toEqual(everybodyElse)
    const input = { priceListId: newId('priceList'), reason: 'mine' }
    expect(await refusalsOfOthers(gateway, 'endPriceList', input)).toEqual(everybodyElse)
  })

  test('is not there without its prices and its audit row', async () => {
    const { organizationId } = await gateway.vendor()
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    for (const [table, when] of [
      ['prices', ''],
      ['audit_events', `when (new.action = 'PRICE_LIST_CREATED')`],
    ]) {
      await rowsOf(
        gateway,
        `create trigger broken before insert on ${table} for each row ${when} execute function break_down()`,
      )
      const answer = await tryToAct(staff.client, 'createPriceList', listFor(organizationId), '__typename')
      expect(codesOf(answer)).toEqual(['INTERNAL'])
      await rowsOf(gateway, `drop trigger broken on ${table}`)
    }
    const lists = await rowsOf(gateway, 'select id from price_lists where organization_id = $1', [organizationId])
    expect(lists).toEqual([])
    await made(listFor(organizationId))
  })

  test('is found by mode, by organization and by when it holds; the list costs the same however long', async () => {
    const { organizationId } = await gateway.vendor()
    const now = await made(listFor(organizationId, { effectiveUntil: hoursFromNow(1) }))
    const later = await made(listFor(organizationId, { effectiveFrom: now.effectiveUntil }))
    const found = async (filter: string) =>
      (await look<{ priceLists: { nodes: Listed[] } }>(staff.client, `priceLists(${filter}) { nodes { ${LIST} } }`))
        .priceLists.nodes
    const ids = async (filter: string) => (await found(filter)).map(({ id }) => id)
    expect(await ids(`organizationId: "${organizationId}"`)).toEqual([later.id, now.id])
    expect(await ids(`organizationId: "${organizationId}", inForceAt: "${hoursFromNow(0)}"`)).toEqual([now.id])
    expect(await ids(`organizationId: "${organizationId}", inForceAt: "${hoursFromNow(2)}"`)).toEqual([later.id])
    expect(await ids(`organizationId: "${organizationId}", mode: LIVE`)).toEqual([])
    const [live] = await found('mode: LIVE')
    expect(live?.prices.find(({ product }) => product === 'PA_PROFILE')?.unitPrice.cents).toBe(2400)
    const costs: number[] = []
    for (const first of [1, 100]) {
      costs.push(await gateway.countStatements(() => found(`organizationId: "${organizationId}", first: ${first}`)))
    }
    expect(costs[0]).toBe(costs[1])
  })
})
