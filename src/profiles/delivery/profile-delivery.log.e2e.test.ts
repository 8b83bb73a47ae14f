import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { bought, deliver, deliverMany, logOf } from '../../testkit/delivery-acts.js'
import { anotherVendor } from '../../testkit/order-acts.js'
import { person, type TestPerson } from '../../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

let gateway: TestGateway
let vendor: TestVendor
let colleague: TestVendor
let administrator: TestPerson
let buyer: TestPerson
let staff: TestPerson
let organizationId: string
let items: string[]
describe('what is known of deliveries', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ organizationName: 'Fictional Log Hospital', vendorName: 'Fictional Software' })
    organizationId = vendor.organizationId
    colleague = await anotherVendor(gateway, vendor)
    administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    buyer = await person(gateway, { organizationId, fullName: 'Paula Logreader' })
    staff = await person(gateway, { staff: true, fullName: 'Stella Publisher' })
    items = await bought(gateway, vendor, 12)
  })
  afterAll(() => gateway.stop())

  const item = (index: number) => items[index] ?? ''

  describe('the delivery log of an organization', () => {
    let byVendor: string
    let byColleague: string
    let byBuyer: string
    let byStaff: string
    beforeAll(async () => {
      const wanted = { orderItemId: item(0) }
      byVendor = (await deliver(vendor.client, { ...wanted, method: 'EMAIL', email: buyer.email })).delivery.id
      byColleague = (await deliver(colleague.client, wanted)).delivery.id
      byBuyer = (await deliver(buyer.client, wanted)).delivery.id
      const later = await deliver(staff.client, wanted)
      byStaff = later.delivery.id
      await (await gateway.download(later.url)).arrayBuffer()
    })

    const seenBy = async ({ client }: { client: TestVendor['client'] }) =>
      (await logOf(client, { organizationId })).nodes.map(({ id }) => id)

    test('shows all of them to administrators and to staff, and to others what they asked for', async () => {
      const all = [byStaff, byBuyer, byColleague, byVendor]
      expect(await seenBy(administrator)).toEqual(all)
      expect(await seenBy(staff)).toEqual(all)
      expect(await seenBy(vendor)).toEqual([byVendor])
      expect(await seenBy(colleague)).toEqual([byColleague])
      expect(await seenBy(buyer)).toEqual([byBuyer])
    })

    test('says who delivered what to whom, how, from where, and what became of it', async () => {
      const { nodes } = await logOf(administrator.client, { organizationId })
      const [staffs, , , vendors] = nodes
      expect(vendors).toMatchObject({
        method: 'EMAIL',
        form: 'SINGLE',
        askedByKind: 'VENDOR',
        askedBy: 'Fictional Software',
        address: '127.0.0.1',
        recipient: { userId: buyer.userId, fullName: 'Paula Logreader' },
        sending: { state: 'WAITING', settledAt: null },
        documents: [{ orderItemId: item(0) }],
        downloadCount: 0,
        downloads: [],
        revokedAt: null,
      })
      expect(staffs).toMatchObject({
        method: 'LINK',
        askedByKind: 'STAFF',
        // From where the publisher's staff worked, and who of them, is the publisher's business.
        askedBy: null,
        address: null,
        recipient: null,
        sending: null,
        downloadCount: 1,
        downloads: [{ kind: 'WHOLE', address: '127.0.0.1', firstByte: null, continuesId: null }],
      })
      const [own] = (await logOf(vendor.client, { organizationId })).nodes
      expect(own?.recipient).toEqual({ userId: buyer.userId, fullName: null })
      expect((await logOf(staff.client, { organizationId })).nodes[0]).toMatchObject({ askedBy: 'Stella Publisher' })
    })

    test.each([
      ['sent_at', 'SENT'],
      ['failed_at', 'FAILED'],
    ])('tells when the e-mail has its %s', async (column, state) => {
      await rowsOf(gateway, `update emails set sent_at = null, failed_at = null`)
      await rowsOf(gateway, `update emails set ${column} = '2026-11-23T12:00:00Z'`)
      const [own] = (await logOf(vendor.client, { organizationId })).nodes
      expect(own?.sending).toEqual({ state, settledAt: '2026-11-23T12:00:00.000Z' })
    })

    test('can be searched by line, by document, by method and by period', async () => {
      const [archive] = await deliverMany(vendor.client, {
        organizationId,
        orderItemIds: [item(1), item(2)],
        as: 'ZIP',
      })
      const id = archive?.delivery?.id
      const idsOf = async (wanted: object) =>
        (await logOf(administrator.client, { organizationId, ...wanted })).nodes.map((node) => node.id)
      expect(await idsOf({ orderItemId: item(1) })).toEqual([id])
      expect(await idsOf({ orderItemId: item(3) })).toEqual([])
      const [found] = (await logOf(administrator.client, { organizationId, orderItemId: item(2) })).nodes
      expect(found?.documents.map(({ orderItemId }) => orderItemId)).toEqual([item(1), item(2)])
      expect(await idsOf({ documentNumber: found?.documents[1]?.documentNumber })).toEqual([id])
      expect(await idsOf({ method: 'EMAIL' })).toEqual([byVendor])
      const { createdAt } = archive?.delivery ?? { createdAt: '' }
      expect(await idsOf({ from: createdAt })).toContain(id)
      expect(await idsOf({ until: createdAt })).not.toContain(id)
      expect(await idsOf({ until: createdAt })).toContain(byVendor)
      const wrong = `query ($id: ID!) { organization(id: $id) { deliveries(documentNumber: "42") { nodes { id } } } }`
      expect(codesOf(await ask(administrator.client, wrong, { id: organizationId }))).toEqual(['BAD_USER_INPUT'])
    })

    test('is paged without gaps, by as many statements for many as for one', async () => {
      await deliverMany(vendor.client, { organizationId, orderItemIds: items, as: 'SINGLE' })
      const whole = (await logOf(vendor.client, { organizationId, first: 100 })).nodes.map(({ id }) => id)
      expect(whole.length).toBeGreaterThan(items.length)
      const paged: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof logOf>> = await logOf(vendor.client, { organizationId, first: 5, after })
        paged.push(...page.nodes.map(({ id }) => id))
        after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
      } while (after !== null)
      expect(paged).toEqual(whole)
      const statements = (first: number) =>
        gateway.countStatements(() => logOf(administrator.client, { organizationId, first }))
      await deliver(vendor.client, { orderItemId: item(0), method: 'EMAIL', email: buyer.email })
      await statements(1)
      expect(await statements(100)).toBe(await statements(1))
    })
  })

  describe('the back office', () => {
    test('sees the deliveries of its mode, of one organization or of all, and that it looked is on record', async () => {
      const live = await gateway.vendor({ mode: 'LIVE' })
      const stranger = await gateway.vendor()
      const [strangersItem = ''] = await bought(gateway, stranger, 1)
      const { delivery } = await deliver(stranger.client, { orderItemId: strangersItem })
      const query = `query ($organizationId: ID) { backOffice { deliveries(organizationId: $organizationId, first: 100) {
      nodes { id organizationId } } } }`
      const seen = async (wanted: { organizationId?: string } = {}) => {
        const { data } = await ask<{ backOffice: { deliveries: { nodes: { id: string; organizationId: string }[] } } }>(
          staff.client,
          query,
          wanted,
        )
        return data?.backOffice.deliveries.nodes ?? []
      }
      expect(new Set((await seen()).map((node) => node.organizationId))).toEqual(
        new Set([organizationId, stranger.organizationId]),
      )
      expect(await seen({ organizationId: stranger.organizationId })).toEqual([
        { id: delivery.id, organizationId: stranger.organizationId },
      ])
      expect(await seen({ organizationId: live.organizationId })).toEqual([])
      const [look] = await rowsOf<{ ids: string[]; reason: string }>(
        gateway,
        `select subject_ids as ids, reason from audit_events where action = 'STAFF_READ' order by id desc limit 1`,
      )
      expect(look?.reason).toBe('ticket 7')
      expect(look?.ids).toContain('BackOffice.deliveries')
    })
  })
})
