import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  DeliverProfilePdfDocument,
  type DeliverProfilePdfMutationVariables,
  DeliverProfilePdfsDocument,
} from '../../client/operations.generated.js'
import { codesOf } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { bought, deliver, deliverMany, emailOf } from '../../testkit/delivery-acts.js'
import { person, type TestPerson } from '../../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

let gateway: TestGateway
let vendor: TestVendor
let items: string[]
let orderItemId: string
let organizationId: string
describe('ways of delivery', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ organizationName: 'Fictional Mail Hospital' })
    items = await bought(gateway, vendor, 20)
    orderItemId = items[0] ?? ''
    organizationId = vendor.organizationId
  })
  afterAll(() => gateway.stop())

  const statusOf = async (url: string) => {
    const response = await gateway.download(url)
    await response.arrayBuffer()
    return response.status
  }
  const refused = async (wanted: DeliverProfilePdfMutationVariables, client = vendor.client) => {
    const { deliverProfilePdf } = await client.run(DeliverProfilePdfDocument, wanted)
    expect([deliverProfilePdf.delivery, deliverProfilePdf.url]).toEqual([null, null])
    return deliverProfilePdf.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  }

  describe('a delivery by e-mail', () => {
    let colleague: TestPerson
    beforeAll(async () => {
      colleague = await person(gateway, { organizationId: vendor.organizationId, fullName: 'Paula Fictional' })
    })

    test('carries a link that is good for a week, and names no clinician', async () => {
      const { url, delivery } = await deliver(vendor.client, { orderItemId, method: 'EMAIL', email: colleague.email })
      expect(url).toBe('')
      const days = (new Date(delivery.expiresAt).getTime() - new Date(delivery.createdAt).getTime()) / 86_400_000
      expect([delivery.method, days]).toEqual(['EMAIL', 7])
      const email = await emailOf(gateway, delivery.id)
      expect(email).toMatchObject({
        kind: 'PROFILE_DELIVERY',
        recipients: [colleague.email],
        subject: '1 profile document for Fictional Mail Hospital',
      })
      expect(email.text).toMatch(/PD-\d{10}/)
      for (const text of [email.subject, email.text, email.html]) expect(text).not.toContain('Testa')
      expect(await statusOf(email.url)).toBe(200)
    })

    test('goes to the person who asks, unless told', async () => {
      const { delivery } = await deliver(colleague.client, { orderItemId, method: 'EMAIL' })
      expect((await emailOf(gateway, delivery.id)).recipients).toEqual([colleague.email])
    })

    test('goes to nobody outside, and to nobody who may not read profiles', async () => {
      const administrator = await person(gateway, {
        organizationId: vendor.organizationId,
        roles: ['ORGANIZATION_ADMINISTRATOR'],
      })
      const stranger = await person(gateway)
      const emails = ['nobody@elsewhere.example', administrator.email, stranger.email]
      await leavingNoTrace(gateway, async () => {
        for (const email of emails) {
          expect(await refused({ orderItemId, method: 'EMAIL', email })).toEqual(['NOT_FOUND email'])
        }
        expect(await refused({ orderItemId, method: 'EMAIL' })).toEqual(['INVALID_INPUT email'])
        expect(await refused({ orderItemId, email: colleague.email })).toEqual(['INVALID_INPUT email'])
        expect(await refused({ orderItemId, method: 'WEBHOOK' }, colleague.client)).toEqual(['INVALID_INPUT method'])
      })
    })

    test.each<[string, (recipient: TestPerson) => Promise<unknown>]>([
      ['its recipient left', ({ userId }) => rowsOf(gateway, 'delete from memberships where user_id = $1', [userId])],
      [
        'its recipient reads no profiles any more',
        ({ userId }) =>
          rowsOf(gateway, `update memberships set roles = array['ORGANIZATION_ADMINISTRATOR'] where user_id = $1`, [
            userId,
          ]),
      ],
    ])('gives nothing once %s', async (_, loses) => {
      const recipient = await person(gateway, { organizationId: vendor.organizationId })
      const { delivery } = await deliver(vendor.client, { orderItemId, method: 'EMAIL', email: recipient.email })
      const { url } = await emailOf(gateway, delivery.id)
      expect(await statusOf(url)).toBe(200)
      await loses(recipient)
      expect(await leavingNoTrace(gateway, () => statusOf(url))).toBe(404)
    })

    test('is there with its e-mail, or neither is', async () => {
      const refusing = 'alter table profile_delivery_documents add constraint none check (false) not valid'
      await rowsOf(gateway, refusing)
      try {
        await leavingNoTrace(gateway, async () => {
          const answer = await vendor.client.send(DeliverProfilePdfDocument, {
            orderItemId,
            method: 'EMAIL',
            email: colleague.email,
          })
          expect(codesOf(answer)).toEqual(['INTERNAL'])
        })
      } finally {
        await rowsOf(gateway, 'alter table profile_delivery_documents drop constraint none')
      }
    })
  })

  describe('many lines at once', () => {
    const foreign = 'item_00000000000000000000000000'

    test('are answered one by one: what is not the organization’s is told, the rest delivered', async () => {
      const stranger = await gateway.vendor()
      const [strangers = ''] = await bought(gateway, stranger, 1)
      const [first = '', second = ''] = items
      const orderItemIds = [first, foreign, second, strangers, first]
      const results = await deliverMany(vendor.client, { organizationId, orderItemIds, as: 'SINGLE' })
      expect(results.map(({ orderItemId: id, userError }) => [id, userError?.code ?? null])).toEqual([
        [first, null],
        [foreign, 'NOT_FOUND'],
        [second, null],
        [strangers, 'NOT_FOUND'],
        [first, null],
      ])
      expect(results[1]?.userError?.message).toBe(results[3]?.userError?.message.replace(strangers, foreign))
      expect(results[1]?.userError?.field).toEqual(['orderItemIds', '1'])
      expect(results[4]).toEqual(results[0])
      expect(results[2]?.delivery?.id).not.toBe(results[0]?.delivery?.id)
      for (const index of [0, 2]) expect(await statusOf(results[index]?.url ?? '')).toBe(200)
    })

    test('as an archive are one delivery with one link', async () => {
      const results = await deliverMany(vendor.client, { organizationId, orderItemIds: items, as: 'ZIP' })
      expect(new Set(results.map(({ delivery }) => delivery?.id)).size).toBe(1)
      expect(new Set(results.map(({ url }) => url)).size).toBe(1)
      expect(results[0]?.delivery).toMatchObject({ form: 'ZIP', method: 'LINK' })
    })

    test('by e-mail go as one archive with one link', async () => {
      const { email } = await person(gateway, { organizationId })
      const input = { organizationId, orderItemIds: items, method: 'EMAIL', email } as const
      const [first] = await deliverMany(vendor.client, { ...input, as: 'ZIP' })
      const mailed = await emailOf(gateway, first?.delivery?.id ?? '')
      expect(mailed.subject).toBe('20 profile documents for Fictional Mail Hospital')
      const response = await gateway.download(mailed.url)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
      await response.arrayBuffer()
      const { deliverProfilePdfs } = await vendor.client.run(DeliverProfilePdfsDocument, {
        input: { ...input, as: 'SINGLE' },
      })
      expect(deliverProfilePdfs.userErrors.map(({ code, field }) => [code, field])).toEqual([['INVALID_INPUT', ['as']]])
    })

    test.each([0, 251])('are 1 to 250, not %i', async (count) => {
      await leavingNoTrace(gateway, async () => {
        const input = { organizationId, orderItemIds: Array.from({ length: count }, () => foreign), as: 'ZIP' } as const
        const { deliverProfilePdfs } = await vendor.client.run(DeliverProfilePdfsDocument, { input })
        expect(deliverProfilePdfs).toEqual({
          results: [],
          userErrors: [
            {
              code: 'INVALID_INPUT',
              field: ['orderItemIds'],
              message: `expected 1 to 250 order lines, got ${count}`,
            },
          ],
        })
      })
    })

    test.each(['SINGLE', 'ZIP'] as const)('as %s take as many statements as one', async (as) => {
      const statements = (orderItemIds: string[]) =>
        gateway.countStatements(() => deliverMany(vendor.client, { organizationId, orderItemIds, as }))
      await statements(items)
      const one = await statements(items.slice(0, 1))
      expect(await statements(items)).toBe(one)
      expect(one).toBeLessThan(10)
    })

    test('of an organization that is not there leave no trace', async () => {
      const stranger = await gateway.vendor()
      const ask = async (wanted: string) => {
        const input = { organizationId: wanted, orderItemIds: items, as: 'ZIP' } as const
        const { deliverProfilePdfs } = await vendor.client.run(DeliverProfilePdfsDocument, { input })
        return JSON.stringify(deliverProfilePdfs).replaceAll(wanted, 'ORGANIZATION')
      }
      await leavingNoTrace(gateway, async () => {
        expect(await ask(stranger.organizationId)).toBe(await ask('org_00000000000000000000000000'))
      })
    })
  })
})
