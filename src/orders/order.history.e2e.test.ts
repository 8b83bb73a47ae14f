import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { OrderHistoryDocument } from '../client/operations.generated.js'
import { encodeCursor } from '../graphql/connection.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import {
  addPhysicians,
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
} from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const WITH_PROFILES = `query ($organizationId: ID!, $first: Int) {
  organization(id: $organizationId) {
    orders(first: $first) {
      nodes { number total { cents } items { clinician { lastName } profile { documentNumber names { elements { last } } } } }
    }
  }
}`

describe('the order history', () => {
  let gateway: TestGateway
  let physician: string
  let many: string[]
  let busy: TestVendor
  /** Numbers of the busy organization's twelve orders, the newest first. */
  let numbers: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    many = await addPhysicians(gateway, 50)
    busy = await gateway.vendor()
    const bystander = await gateway.vendor()
    numbers = []
    for (const id of many.slice(0, 12)) {
      numbers.unshift((await place(busy.client, orderOf(busy, initialAppointment(id)))).number)
      await place(bystander.client, orderOf(bystander, initialAppointment(id)))
    }
  })
  afterAll(() => gateway.stop())

  const page = async (variables: { first?: number | null; after?: string | null } = {}) => {
    const { organizationId } = busy
    const { organization } = await busy.client.run(OrderHistoryDocument, { organizationId, ...variables })
    if (organization?.orders == null) throw new Error('the organization and its orders are there')
    return organization.orders
  }

  test('shows the newest five unless told', async () => {
    const { nodes, pageInfo } = await page()
    expect(nodes.map((order) => order.number)).toEqual(numbers.slice(0, 5))
    expect(pageInfo.hasNextPage).toBe(true)
    expect(nodes[0]).toMatchObject({
      status: 'COMPLETED',
      total: { cents: 4100, currency: 'USD' },
      items: [{ product: 'INITIAL_APPOINTMENT', clinician: { firstName: 'Testa', lastName: 'Extra-12' } }],
    })
  })

  test.each([1, 5, 6, 12, 100])('in pages of %i shows every order once', async (first) => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const { nodes, pageInfo }: Awaited<ReturnType<typeof page>> = await page({ first, after })
      seen.push(...nodes.map((order) => order.number))
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null
    } while (after !== null)
    expect(seen).toEqual(numbers)
  })

  test('stays where it was when an order comes in between two pages', async () => {
    const first = await page({ first: 3 })
    const [late = ''] = many.slice(12)
    numbers.unshift((await place(busy.client, orderOf(busy, initialAppointment(late)))).number)
    const { nodes } = await page({ first: 3, after: first.pageInfo.endCursor ?? null })
    expect(nodes.map((order) => order.number)).toEqual(numbers.slice(4, 7))
  })

  test.each([0, -1, 101])('refuses a page of %i', async (first) => {
    const { organizationId } = busy
    const answer = await busy.client.send(OrderHistoryDocument, { organizationId, first })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.errors[0]?.message).toBe(`first: expected 1 to 100, got ${first}`)
  })

  test.each([
    ['garbage', 'x'],
    ['of another list', encodeCursor('ledger', 3)],
    ['with SQL in it', encodeCursor('orders', '1 or 1=1')],
    ['empty', ''],
  ])('refuses a cursor %s', async (_, after) => {
    const { organizationId } = busy
    const answer = await busy.client.send(OrderHistoryDocument, { organizationId, after })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
  })

  test('costs as many statements for 50 orders as for 5, clinicians and profiles included', async () => {
    const vendor = await gateway.vendor({ depositCents: 50 * 4100 })
    for (const id of many) await place(vendor.client, orderOf(vendor, initialAppointment(id)))
    const { organizationId } = vendor
    const statements = (first: number) =>
      gateway.countStatements(async () => {
        const answer = await ask<{ organization: { orders: { nodes: { items: { profile: unknown }[] }[] } } }>(
          vendor.client,
          WITH_PROFILES,
          { organizationId, first },
        )
        const nodes = answer.data?.organization.orders.nodes ?? []
        expect(nodes.filter((order) => order.items[0]?.profile !== null)).toHaveLength(first)
      })
    await statements(1)
    const ofFive = await statements(5)
    expect(await statements(50)).toBe(ofFive)
    expect(ofFive).toBeLessThanOrEqual(13)
  })

  describe('of a single order', () => {
    const ONE =
      'query ($organizationId: ID!, $number: String!) { order(organizationId: $organizationId, number: $number) { id number } }'

    test('shows an own one', async () => {
      const [number = ''] = numbers
      const { organizationId } = busy
      for (const wanted of [number, ` ${number.toLowerCase()} `]) {
        const { data } = await ask<{ order: unknown }>(busy.client, ONE, { organizationId, number: wanted })
        expect(data?.order).toMatchObject({ number })
      }
    })

    test('shows nothing for a foreign number, an unknown one and what is none', async () => {
      const stranger = await gateway.vendor()
      const foreign = await place(stranger.client, orderOf(stranger, initialAppointment(physician)))
      const { organizationId } = busy
      for (const number of [foreign.number, 'PO-9999999999', 'PO-1', '1', "' or 1=1", '']) {
        const answer = await ask<{ order: unknown }>(busy.client, ONE, { organizationId, number })
        expect([answer.data, answer.errors]).toEqual([{ order: null }, []])
      }
    })

    test('of a foreign organization is not there', async () => {
      const stranger = await gateway.vendor()
      const [number = ''] = numbers
      const variables = { organizationId: busy.organizationId, number }
      const answer = await ask<{ order: unknown }>(stranger.client, ONE, variables)
      expect([answer.data, answer.errors]).toEqual([{ order: null }, []])
    })

    test('needs profiles:read of the key and of the grant', async () => {
      const [number = ''] = numbers
      for (const scopes of [{ key: ['orders:write'] as const }, { grant: ['orders:write'] as const }]) {
        const vendor = await anotherVendor(gateway, busy, scopes)
        const { organizationId } = busy
        expect(codesOf(await ask(vendor.client, ONE, { organizationId, number }))).toEqual(['FORBIDDEN'])
        const history = await vendor.client.send(OrderHistoryDocument, { organizationId })
        expect(codesOf(history)).toEqual(['FORBIDDEN'])
      }
    })
  })
})
