import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { askForResearch } from '../testkit/authorization/authorization.acts.js'
import { addPhysicians, anotherVendor, initialAppointment, orderOf, place, revokeGrant } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { clockAhead, tell } from '../testkit/webhook-acts.js'
import { announceEvents } from './event.outbox.js'
import { sweepWebhooks } from './sweep-webhooks.job.js'
import { queueWebhooks } from './webhook.outbox.js'

interface Page {
  nodes: { id: string; type: string; organizationId: string; data: Record<string, unknown> }[]
  pageInfo: { hasNextPage: boolean }
  cursor: string
  missed: boolean
}
interface Wanted {
  after?: string | null
  types?: string[]
  first?: number
}

const FEED = 'nodes { id type organizationId data } pageInfo { hasNextPage } cursor missed'
const ARGS = '(after: $after, types: $types, first: $first)'
const VARIABLES = '$after: String, $types: [String!], $first: Int'
const WRITERS = 16
const READERS = 4
const COMMITS = 12

describe('the feed of events', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api', DATABASE_POOL_SIZE: '24' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const read = async (client: GatewayClient, wanted: Wanted = {}): Promise<Page> => {
    const answer = await ask<{ events: Page }>(client, `query (${VARIABLES}) { events${ARGS} { ${FEED} } }`, {
      ...wanted,
    })
    if (answer.data === undefined || answer.data === null) throw new Error(codesOf(answer).join())
    return answer.data.events
  }
  const readThere = async (client: GatewayClient, id: string, wanted: Wanted = {}): Promise<Page> => {
    const query = `query ($id: ID!, ${VARIABLES}) { organization(id: $id) { events${ARGS} { ${FEED} } } }`
    const answer = await ask<{ organization: { events: Page } | null }>(client, query, { id, ...wanted })
    const events = answer.data?.organization?.events
    if (events === undefined) throw new Error(codesOf(answer).join())
    return events
  }
  const typesOf = ({ nodes }: Page) => nodes.map(({ type }) => type)

  test('has what the vendor is told, without an endpoint, in order and in pages', async () => {
    const [clinicianId = ''] = await addPhysicians(gateway, 1)
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
    await tell(gateway, vendor, 4)
    const first = await read(vendor.client, { first: 3 })
    expect(first).toMatchObject({ pageInfo: { hasNextPage: true }, missed: false })
    const { organizationId } = vendor
    const data = { organizationId, orderId: order.id, orderNumber: order.number }
    expect(first.nodes[0]).toMatchObject({ type: 'order.completed', organizationId, data })
    const second = await read(vendor.client, { first: 3, after: first.cursor })
    expect([...first.nodes, ...second.nodes].slice(1).map((event) => event.data['index'])).toEqual([0, 1, 2, 3])
    expect(await read(vendor.client, { first: 3, after: second.cursor })).toMatchObject({
      nodes: [],
      cursor: second.cursor,
    })
  })

  test("tells the organization's people of all that happens there, and others of nothing", async () => {
    const there = await gateway.vendor()
    const buyer = await person(gateway, { organizationId: there.organizationId, roles: ['PROFILES_USER'] })
    const [clinicianId = ''] = await addPhysicians(gateway, 1)
    await place(buyer.client, orderOf(there, initialAppointment(clinicianId)))
    await place(there.client, orderOf(there, { ...initialAppointment(clinicianId), allowDuplicate: true }))
    await askForResearch(there.client, there.organizationId)
    expect(typesOf(await readThere(buyer.client, there.organizationId))).toEqual(['order.completed', 'order.completed'])
    expect(typesOf(await readThere(there.client, there.organizationId))).toEqual(['order.completed'])
    expect(typesOf(await read(there.client))).toEqual(['order.completed'])
    const stranger = await gateway.vendor()
    expect(await read(stranger.client)).toMatchObject({ nodes: [] })
    await expect(readThere(stranger.client, there.organizationId)).rejects.toThrow()
  })

  test('needs the scopes of its types, of the key, the grant and the role', async () => {
    const there = await gateway.vendor()
    await tell(gateway, there, 1)
    await tell(gateway, there, 1, { type: 'order.completed' })
    const narrow = await anotherVendor(gateway, there, { grant: ['account:read'] })
    await tell(gateway, { ...there, vendorId: narrow.vendorId }, 1)
    await tell(gateway, { ...there, vendorId: narrow.vendorId }, 1, { type: 'order.completed' })
    expect(typesOf(await read(narrow.client))).toEqual(['receipt.sent'])
    await expect(readThere(narrow.client, there.organizationId, { types: ['order.completed'] })).rejects.toThrow(
      'FORBIDDEN',
    )
    await expect(read(there.client, { types: ['order.completd'] })).rejects.toThrow('BAD_USER_INPUT')
    expect(typesOf(await read(there.client, { types: ['order.completed'] }))).toEqual(['order.completed'])
    await revokeGrant(gateway, there)
    expect(await read(there.client)).toMatchObject({ nodes: [] })
  })

  test('tells every vendor whose grant has the scope', async () => {
    const there = await gateway.vendor()
    const narrow = await anotherVendor(gateway, there, { grant: ['account:read'] })
    const organization = { id: there.organizationId, mode: 'TEST' as const }
    const corrected = { clinicianId: 'cln_1', orderItemId: 'item_1', section: 'LICENSES' }
    const sent = { dailyReceiptId: 'rcpt_1', day: '2026-11-20' }
    await gateway.database.transaction((tx) =>
      announceEvents(tx, gateway.clock, [
        { organization, type: 'profile.corrected', data: corrected, to: 'GRANTED' },
        { organization, type: 'receipt.sent', data: sent, to: 'GRANTED' },
      ]),
    )
    expect(typesOf(await read(there.client))).toEqual(['profile.corrected', 'receipt.sent'])
    expect(typesOf(await read(narrow.client))).toEqual(['receipt.sent'])
  })

  test('has every event once and in one order for all readers, while many commit at once', async () => {
    const there = await gateway.vendor()
    const written = new Set<string>()
    let writing = WRITERS
    const writer = async (number: number) => {
      for (let commit = 0; commit < COMMITS; commit++) {
        await gateway.database
          .transaction(async (tx) => {
            const event = { ...there, mode: 'TEST' as const, type: 'receipt.sent' as const, data: { number, commit } }
            const events = await queueWebhooks(tx, gateway.clock, [event, event])
            // Others commit meanwhile, and are read: what comes late must not be passed over.
            if (number % 2 === 0) await read(there.client, { first: 1 })
            if (commit % 4 === 3) throw new Error('given up')
            return events
          })
          .then((events) => {
            for (const { eventId } of events) written.add(eventId)
          })
          .catch((error: Error) => expect(error.message).toBe('given up'))
      }
      writing--
    }
    const reader = async () => {
      const seen: Page['nodes'] = []
      let after: string | null = null
      for (;;) {
        const wasWriting = writing > 0
        const page: Page = await read(there.client, { after, first: 7 })
        seen.push(...page.nodes)
        after = page.cursor
        if (!wasWriting && page.nodes.length === 0) return seen
      }
    }
    const [readers] = await Promise.all([
      Promise.all(Array.from({ length: READERS }, reader)),
      ...Array.from({ length: WRITERS }, (_, number) => writer(number)),
    ])
    const [first = []] = readers
    expect(first.map(({ id }) => id).sort()).toEqual([...written].sort())
    for (const seen of readers) expect(seen.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    for (let number = 0; number < WRITERS; number++) {
      const commits = first.filter(({ data }) => data['number'] === number).map(({ data }) => Number(data['commit']))
      expect(commits).toEqual(commits.toSorted((a, b) => a - b))
    }
  })

  test('says so when what a cursor points behind may be gone', async () => {
    const there = await gateway.vendor()
    await tell(gateway, there, 2)
    const { cursor } = await read(there.client, { first: 1 })
    expect(await read(there.client, { after: cursor })).toMatchObject({ missed: false, nodes: [{}] })
    // Thirty days after the end of the longest first part: until the end of this month, or of the next on its last day.
    await sweepWebhooks(gateway.database, clockAhead(gateway.clock, 30 + 33))()
    const after = await read(there.client, { after: cursor })
    expect(after).toMatchObject({ missed: true, nodes: [] })
    expect(await read(there.client, { after: after.cursor })).toMatchObject({ missed: false })
  })
})
