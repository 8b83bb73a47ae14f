import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Bundle, OperationOutcome } from 'fhir/r4.js'
import {
  CreateFhirLinkDocument,
  DeliverProfilePdfDocument,
  ReadFhirBundleDocument,
  RevokeDeliveryDocument,
} from '../client/operations.generated.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import type { ProfileProduct } from '../profiles/profile.sections.js'
import { FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { SPARSE_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { bought, logOf } from '../testkit/delivery-acts.js'
import { allOf, onlyOf, resourcesOf } from '../testkit/fhir-bundles.js'
import { validator } from '../testkit/fhir-soundness.js'
import { anotherVendor, clinicianWith, orderOf, place, revokeGrant } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const PUBLIC_URL = 'http://gateway.test'

let gateway: TestGateway
let vendor: TestVendor
describe('FHIR', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ depositCents: 2_000_000 })
  })
  afterAll(() => gateway.stop())

  const buy = async (npi: string, product: ProfileProduct) => {
    const clinicianId = await clinicianWith(gateway, npi)
    const order = await place(vendor.client, orderOf(vendor, { clinicianId, product, allowDuplicate: true }))
    return order.items[0]?.id ?? ''
  }
  const read = async ({ client }: Pick<TestVendor, 'client'>, orderItemId: string) => {
    const { orderItem } = await client.run(ReadFhirBundleDocument, { orderItemId })
    return orderItem?.profile?.fhirBundle as Bundle
  }
  const linkTo = async ({ client }: Pick<TestVendor, 'client'>, orderItemId: string) => {
    const { createFhirLink } = await client.run(CreateFhirLinkDocument, { orderItemId })
    const { url, delivery, userErrors } = createFhirLink
    if (url == null || delivery == null) throw new Error(`expected a link, got ${JSON.stringify(userErrors)}`)
    return { url, delivery }
  }
  const request = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(url.replace(PUBLIC_URL, gateway.url), { method, headers })
  const outcomeOf = async (response: Response) => {
    const { resourceType, issue } = (await response.json()) as OperationOutcome
    return [response.status, response.headers.get('content-type')?.split(';')[0], resourceType, issue[0]?.code]
  }
  const auditOf = async (...actions: string[]) =>
    await rowsOf<{ action: string; subjectIds: string[]; organizationId: string }>(
      gateway,
      `select action, subject_ids as "subjectIds", organization_id as "organizationId" from audit_events
      where action = any ($1) order by id`,
      [actions],
    )
  const documentOf = async (orderItemId: string) => {
    const [row] = await rowsOf<{ documentId: string; clinicianId: string }>(
      gateway,
      'select document_id as "documentId", clinician_id as "clinicianId" from order_items where id = $1',
      [orderItemId],
    )
    return row ?? { documentId: '', clinicianId: '' }
  }

  describe('a profile as a FHIR bundle', () => {
    test.each([
      [FULL_PHYSICIAN_NPI, 'INITIAL_APPOINTMENT'],
      [FULL_PHYSICIAN_NPI, 'REAPPOINTMENT'],
      [SPARSE_PHYSICIAN_NPI, 'INITIAL_APPOINTMENT'],
      [FULL_ASSISTANT_NPI, 'PA_PROFILE'],
    ] as const)('of %s, %s, is valid, and names the official PDF', async (npi, product) => {
      const itemId = await buy(npi, product)
      const bundle = await read(vendor, itemId)
      expect(validator.warnings(bundle)).toEqual([])
      expect(validator.wrongCodings(bundle)).toEqual([])
      const { documentId, clinicianId } = await documentOf(itemId)
      expect(onlyOf(bundle, 'Practitioner').identifier?.[0]?.value).toBe(clinicianId)
      const [pdf] = await rowsOf<{ sha256: string; size: number }>(
        gateway,
        'select sha256, octet_length(bytes) as size from profile_pdfs where document_id = $1',
        [documentId],
      )
      const { attachment } = onlyOf(bundle, 'DocumentReference').content[0] ?? {}
      expect([attachment?.extension?.[0]?.valueString, attachment?.size]).toEqual([pdf?.sha256, pdf?.size])
    })

    test('is read with what the request asks for beside it, and stands in the audit trail', async () => {
      const itemId = await buy(SPARSE_PHYSICIAN_NPI, 'REAPPOINTMENT')
      const before = (await auditOf('FHIR_READ')).length
      const bundle = await read(vendor, itemId)
      expect(canonicalJson(await read(vendor, itemId))).toBe(canonicalJson(bundle))
      const { documentId, clinicianId } = await documentOf(itemId)
      const { organizationId } = vendor
      const event = { action: 'FHIR_READ', subjectIds: [documentId, clinicianId], organizationId }
      expect((await auditOf('FHIR_READ')).slice(before)).toEqual([event, event])
    })

    test('of many lines takes one audit row and no statement for each', async () => {
      const order = await place(
        vendor.client,
        orderOf(
          vendor,
          ...(
            await Promise.all([FULL_PHYSICIAN_NPI, SPARSE_PHYSICIAN_NPI].map((npi) => clinicianWith(gateway, npi)))
          ).map((clinicianId) => ({ clinicianId, product: 'REAPPOINTMENT' as const, allowDuplicate: true })),
        ),
      )
      const before = (await auditOf('FHIR_READ')).length
      const { data, errors } = await ask<{ order: { items: { profile: { fhirBundle: Bundle } }[] } }>(
        vendor.client,
        `query ($organizationId: ID!, $number: String!) {
         order(organizationId: $organizationId, number: $number) { items { profile { fhirBundle } } } }`,
        { organizationId: vendor.organizationId, number: order.number },
      )
      expect(errors).toEqual([])
      expect(data?.order.items.map(({ profile }) => profile.fhirBundle.resourceType)).toEqual(['Bundle', 'Bundle'])
      expect((await auditOf('FHIR_READ')).length - before).toBe(1)
    })

    test('shows its DEA number to its buyers, and to staff masked', async () => {
      const itemId = await buy(FULL_PHYSICIAN_NPI, 'INITIAL_APPOINTMENT')
      const deaOf = (bundle: Bundle) =>
        onlyOf(bundle, 'Practitioner').identifier?.find(({ type }) => type?.coding?.[0]?.code === 'DEA')
      const [bought, seen] = [await read(vendor, itemId), await read(await person(gateway, { staff: true }), itemId)]
      const number = deaOf(bought)?.value ?? ''
      expect(number).toMatch(/^[A-Z]{2}\d{7}$/)
      expect(deaOf(seen)?.value).toBeUndefined()
      expect(deaOf(seen)?._value?.extension?.[0]?.valueString).toBe(`*****${number.slice(-4)}`)
      expect(JSON.stringify(seen)).not.toContain(number)
      expect(validator.warnings(seen)).toEqual([])
    })
  })

  describe('a signed link to a bundle', () => {
    let itemId: string
    beforeAll(async () => {
      itemId = await buy(FULL_PHYSICIAN_NPI, 'INITIAL_APPOINTMENT')
    })

    test('gives the same bundle as canonical JSON, whole, and only once to whoever has it', async () => {
      const { url, delivery } = await linkTo(vendor, itemId)
      expect(delivery.form).toBe('FHIR')
      expect(url).toMatch(/^http:\/\/gateway\.test\/fhir\/Bundle\//)
      const response = await request(url, { range: 'bytes=0-9' })
      const json = await response.text()
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'application/fhir+json; charset=utf-8; fhirVersion=4.0',
      ])
      expect(json).toBe(canonicalJson(await read(vendor, itemId)))
      const etag = response.headers.get('etag') ?? ''
      expect([etag, response.headers.get('cache-control')]).toEqual([`"${sha256Hex(json)}"`, 'no-store'])
      expect((await request(url, { 'if-none-match': etag })).status).toBe(304)
      const head = await request(url, {}, 'HEAD')
      expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
        200,
        String(Buffer.byteLength(json)),
        '',
      ])
      expect(await outcomeOf(await request(url, { 'if-match': '"another"' }))).toEqual([
        412,
        'application/fhir+json',
        'OperationOutcome',
        'conflict',
      ])
      expect(resourcesOf(JSON.parse(json) as Bundle).length).toBeGreaterThan(20)
    })

    test('is recorded like a delivery, with every use, in the log and in the audit trail', async () => {
      const { url, delivery } = await linkTo(vendor, itemId)
      await request(url)
      await request(url, {}, 'HEAD')
      const { nodes } = await logOf(vendor.client, { organizationId: vendor.organizationId })
      const logged = nodes.find(({ id }) => id === delivery.id)
      expect([logged?.method, logged?.downloadCount, logged?.downloads.map(({ kind }) => kind).sort()]).toEqual([
        'LINK',
        1,
        ['CHECK', 'WHOLE'],
      ])
      const { documentId, clinicianId } = await documentOf(itemId)
      const trail = await auditOf('PROFILE_DELIVERED', 'FHIR_DOWNLOADED', 'PROFILE_LINK_CHECKED')
      expect(trail.slice(-3)).toEqual(
        ['PROFILE_DELIVERED', 'FHIR_DOWNLOADED', 'PROFILE_LINK_CHECKED'].map((action) => ({
          action,
          subjectIds: [documentId, clinicianId],
          organizationId: vendor.organizationId,
        })),
      )
    })

    test('that has expired, was revoked or tampered with, or is for something else, gives nothing and no hint', async () => {
      const [revoked, expiring] = [await linkTo(vendor, itemId), await linkTo(vendor, itemId)]
      await vendor.client.run(RevokeDeliveryDocument, { deliveryId: revoked.delivery.id })
      const { deliverProfilePdf } = await vendor.client.run(DeliverProfilePdfDocument, { orderItemId: itemId })
      const token = deliverProfilePdf.url?.split('/').pop() ?? ''
      const nothing = [404, 'application/fhir+json', 'OperationOutcome', 'not-found']
      const fhirToken = expiring.url.split('/').pop() ?? ''
      const addresses = [
        revoked.url,
        expiring.url.slice(0, -3),
        `${PUBLIC_URL}/fhir/Bundle/x`,
        // Neither opens the other's.
        `${PUBLIC_URL}/fhir/Bundle/${token}`,
      ]
      for (const address of addresses) expect(await outcomeOf(await request(address))).toEqual(nothing)
      expect((await request(`${PUBLIC_URL}/downloads/${fhirToken}`)).status).toBe(404)
      gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 15 * 60_000 + 1_000))
      expect(await outcomeOf(await request(expiring.url))).toEqual([
        410,
        'application/fhir+json',
        'OperationOutcome',
        'expired',
      ])
    })

    test('ends with the right of whoever asked for it, and its organization sees that somebody tried', async () => {
      const other = await anotherVendor(gateway, vendor)
      const { url, delivery } = await linkTo(other, itemId)
      expect((await request(url)).status).toBe(200)
      await revokeGrant(gateway, other)
      expect((await outcomeOf(await request(url)))[0]).toBe(404)
      const [denied] = (await auditOf('ACCESS_DENIED')).slice(-1)
      expect(denied?.subjectIds).toEqual(['GET /fhir/Bundle/:token', delivery.id])
    })

    test('is not made of an unknown or a foreign line, without the scope, or for staff; and then nothing is left behind', async () => {
      const stranger = await gateway.vendor()
      const keyless = await anotherVendor(gateway, vendor, { key: ['orders:write'] })
      const staff = await person(gateway, { staff: true })
      await leavingNoTrace(gateway, async () => {
        for (const [client, orderItemId] of [
          [vendor.client, 'item_unknown'],
          [stranger.client, itemId],
        ] as const) {
          const { createFhirLink } = await client.run(CreateFhirLinkDocument, { orderItemId })
          expect([createFhirLink.url, createFhirLink.userErrors.map(({ code }) => code)]).toEqual([null, ['NOT_FOUND']])
        }
        for (const { client } of [keyless, staff]) {
          expect(codesOf(await client.send(CreateFhirLinkDocument, { orderItemId: itemId }))).toEqual(['FORBIDDEN'])
        }
      })
    })

    test('is one of a document: a person who buys gets it too', async () => {
      const buyer = await person(gateway, { organizationId: vendor.organizationId })
      const [line = ''] = await bought(gateway, vendor, 1)
      const { url } = await linkTo(buyer, line)
      const bundle = (await (await request(url)).json()) as Bundle
      expect(allOf(bundle, 'VerificationResult').length).toBeGreaterThan(0)
    })
  })
})
