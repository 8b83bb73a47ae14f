import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { OrderHistoryDocument, ReadProfileDocument, type ReadProfileQuery } from '../client/operations.generated.js'
import { sha256Hex } from '../kernel/digest.js'
import { FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { SPARSE_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { anotherVendor, clinicianWith, orderOf, place, revokeGrant } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import type { ProfileContent } from './profile.content.js'
import { PRODUCT_SECTIONS, type ProfileProduct, sectionsSoldWith } from './profile.sections.js'

type Profile = NonNullable<NonNullable<ReadProfileQuery['orderItem']>['profile']>

/** The sections of an answer, by their codes; those that were not sold are left out. */
function sectionsOf(profile: Profile): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([field, value]) => {
      if (value === null || typeof value !== 'object') return []
      return [[field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(), value]]
    }),
  )
}

/** The same out of the snapshot. */
function sectionsIn(content: ProfileContent, product: ProfileProduct): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sectionsSoldWith(product, content)).map(([code, section]) => [
      code,
      {
        elements: section.elements.map(({ value, provenance }) => ({ ...value, provenance })),
        noneReported: section.noneReported,
      },
    ]),
  )
}

describe('a profile that was bought', () => {
  let gateway: TestGateway
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  const buy = async (vendor: TestVendor, clinicianId: string, product: ProfileProduct) => {
    const order = await place(vendor.client, orderOf(vendor, { clinicianId, product, allowDuplicate: true }))
    return { order, itemId: order.items[0]?.id ?? '' }
  }
  const read = async (vendor: TestVendor, orderItemId: string) => {
    const { orderItem } = await vendor.client.run(ReadProfileDocument, { orderItemId })
    if (orderItem?.profile == null) throw new Error('the profile is there')
    return orderItem.profile
  }
  const snapshotOf = async (number: number) => {
    const [row] = await rowsOf<{ content: string; sha256: string }>(
      gateway,
      'select content, content_sha256 as sha256 from profile_snapshots where number = $1',
      [number],
    )
    if (row === undefined) throw new Error(`no snapshot ${number}`)
    return { ...row, parsed: JSON.parse(row.content) as ProfileContent }
  }

  test('of a physician has all sixteen sections, and says what the snapshot says', async () => {
    const vendor = await gateway.vendor()
    const { order, itemId } = await buy(vendor, physician, 'INITIAL_APPOINTMENT')
    const profile = await read(vendor, itemId)
    expect(profile).toMatchObject({ product: 'INITIAL_APPOINTMENT', asOf: order.placedAt })
    expect(profile.documentNumber).toMatch(/^PD-\d{10}$/)
    const { content, sha256, parsed } = await snapshotOf(profile.snapshotNumber)
    expect([sha256, profile.contentSha256]).toEqual([sha256Hex(content), sha256])
    const sections = sectionsOf(profile)
    expect(Object.keys(sections).sort()).toEqual([...PRODUCT_SECTIONS.INITIAL_APPOINTMENT].sort())
    expect(Object.keys(sections)).toHaveLength(16)
    expect(sections).toEqual(sectionsIn(parsed, 'INITIAL_APPOINTMENT'))
    for (const section of Object.values(sections)) {
      expect((section as { elements: unknown[] }).elements.length).toBeGreaterThan(0)
    }
    expect(profile.sanctions?.noneReported.length).toBeGreaterThan(0)
  })

  test.each([
    ['REAPPOINTMENT', FULL_PHYSICIAN_NPI],
    ['PA_PROFILE', FULL_ASSISTANT_NPI],
    ['INITIAL_APPOINTMENT', SPARSE_PHYSICIAN_NPI],
  ] as const)('as %s has its own sections and null for all others', async (product, npi) => {
    const vendor = await gateway.vendor()
    const { itemId } = await buy(vendor, await clinicianWith(gateway, npi), product)
    const profile = await read(vendor, itemId)
    const sections = sectionsOf(profile)
    expect(Object.keys(sections).sort()).toEqual([...PRODUCT_SECTIONS[product]].sort())
    expect(sections).toEqual(sectionsIn((await snapshotOf(profile.snapshotNumber)).parsed, product))
    const nulls = Object.entries(profile).filter(([, value]) => value === null)
    expect(nulls).toHaveLength(18 - PRODUCT_SECTIONS[product].length)
  })

  test('does not give away by another product what was not bought', async () => {
    const vendor = await gateway.vendor()
    const { itemId } = await buy(vendor, physician, 'REAPPOINTMENT')
    expect(JSON.stringify(await read(vendor, itemId))).not.toMatch(/Imaginary University|09990017|Mock General/)
  })

  test('is of the same snapshot as long as nothing changes, and of another afterwards', async () => {
    const [vendor, other] = [await gateway.vendor(), await gateway.vendor()]
    const first = await read(vendor, (await buy(vendor, physician, 'INITIAL_APPOINTMENT')).itemId)
    const second = await read(other, (await buy(other, physician, 'REAPPOINTMENT')).itemId)
    expect(second.snapshotNumber).toBe(first.snapshotNumber)
    expect(second.contentSha256).toBe(first.contentSha256)
    expect(second.documentNumber).not.toBe(first.documentNumber)
    const { itemId } = await buy(vendor, physician, 'INITIAL_APPOINTMENT')
    await rowsOf(
      gateway,
      `update clinician_facts set no_longer_reported_at = now() where clinician_id = $1 and section = 'MEMBERSHIP'`,
      [physician],
    )
    const later = await read(vendor, (await buy(vendor, physician, 'INITIAL_APPOINTMENT')).itemId)
    expect(later.snapshotNumber).toBeGreaterThan(first.snapshotNumber)
    expect(later.membership?.elements).toEqual([])
    expect(await read(vendor, itemId)).toMatchObject({
      membership: first.membership,
      contentSha256: first.contentSha256,
    })
    await rowsOf(
      gateway,
      `update clinician_facts set no_longer_reported_at = null where clinician_id = $1 and section = 'MEMBERSHIP'`,
      [physician],
    )
  })

  test.each(['profile_snapshots', 'profile_documents'])('stands in %s, which nobody can change', async (table) => {
    const vendor = await gateway.vendor()
    await buy(vendor, physician, 'INITIAL_APPOINTMENT')
    await leavingNoTrace(gateway, async () => {
      for (const sql of [`update ${table} set id = id`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(rowsOf(gateway, sql)).rejects.toThrow('is append-only')
      }
    })
  })

  test('is read under the eyes of the audit trail, once for each request', async () => {
    const vendor = await gateway.vendor()
    const items = [await buy(vendor, physician, 'INITIAL_APPOINTMENT'), await buy(vendor, physician, 'REAPPOINTMENT')]
    const { organizationId } = vendor
    const answer = await ask(
      vendor.client,
      `query ($id: ID!) { organization(id: $id) { orders { nodes { items { profile { documentNumber } } } } } }`,
      { id: organizationId },
    )
    const documents = await rowsOf<{ id: string }>(
      gateway,
      'select document_id as id from order_items where id = any ($1) order by purchased_at desc',
      [items.map((item) => item.itemId)],
    )
    const audit = await rowsOf<{ ids: string[] }>(
      gateway,
      `select actor_id as "actorId", organization_id as "organizationId", subject_ids as ids, request_id as "requestId"
         from audit_events where action = 'PROFILE_READ' and organization_id = $1`,
      [organizationId],
    )
    const { requestId } = answer
    expect(audit).toEqual([{ actorId: vendor.vendorId, organizationId, requestId, ids: expect.any(Array) }])
    expect(new Set(audit[0]?.ids)).toEqual(new Set([...documents.map(({ id }) => id), physician]))
  })

  test('is there for every vendor of the organization and for nobody else', async () => {
    const vendor = await gateway.vendor()
    const { itemId } = await buy(vendor, physician, 'INITIAL_APPOINTMENT')
    const colleague = await anotherVendor(gateway, vendor)
    expect((await read(colleague, itemId)).product).toBe('INITIAL_APPOINTMENT')
    const stranger = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    await revokeGrant(gateway, colleague)
    await leavingNoTrace(gateway, async () => {
      for (const { client } of [stranger, live, colleague]) {
        expect(await client.run(ReadProfileDocument, { orderItemId: itemId })).toEqual({ orderItem: null })
      }
      for (const scopes of [{ key: ['orders:write'] as const }, { grant: ['orders:write'] as const }]) {
        const { client } = await anotherVendor(gateway, vendor, scopes)
        expect(codesOf(await client.send(ReadProfileDocument, { orderItemId: itemId }))).toEqual(['FORBIDDEN'])
      }
    })
  })

  test('leaves no name, no date of birth and no key in the logs on its whole way', async () => {
    const vendor = await gateway.vendor()
    const { itemId } = await buy(vendor, physician, 'INITIAL_APPOINTMENT')
    await read(vendor, itemId)
    await vendor.client.run(OrderHistoryDocument, { organizationId: vendor.organizationId })
    const by = { nameAndBirthDate: { firstName: 'Avery', lastName: 'Fictional', birthDate: '1974-02-28' } }
    await ask(vendor.client, 'query ($by: ClinicianCriterion!) { searchClinicians(by: $by) { explanation } }', { by })
    const logged = JSON.stringify(gateway.logs)
    expect(logged).toContain('"route":"/graphql"')
    for (const secret of [
      vendor.apiKey,
      vendor.apiKey.slice(9, 21),
      'Avery',
      'Quill',
      '1974',
      '2990000012',
      'FF9999991',
    ]) {
      expect(logged).not.toContain(secret)
    }
  })

  test('of which there is no line is none', async () => {
    const { client } = await gateway.vendor()
    for (const orderItemId of ['item_00000000000000000000000000', '', "' or 1=1"]) {
      expect(await client.run(ReadProfileDocument, { orderItemId })).toEqual({ orderItem: null })
    }
  })
})
