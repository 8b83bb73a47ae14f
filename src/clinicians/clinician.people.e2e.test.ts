import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { OrderHistoryDocument } from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  addPhysicians,
  anotherOrganization,
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
} from '../testkit/order-acts.js'
import { joins, person, sessionClient } from '../testkit/people.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { ClinicianService } from './clinician.service.js'

const UNKNOWN_ORGANIZATION = 'org_00000000000000000000000000'
const SEARCH = `query ($npi: String!, $organizationId: ID) {
  searchClinicians(by: { npi: $npi }, organizationId: $organizationId)
    { matches { clinician { id } } userErrors { code field message } } }`
const READ = 'query ($id: ID!, $organizationId: ID) { clinician(id: $id, organizationId: $organizationId) { id } }'

interface Found {
  searchClinicians: {
    matches: { clinician: { id: string } }[]
    userErrors: { code: string; field: string[]; message: string }[]
  }
}

describe('who looks for a clinician, and for whom', () => {
  let gateway: TestGateway
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  const search = (client: GatewayClient, organizationId?: string, npi = FULL_PHYSICIAN_NPI) =>
    ask<Found>(client, SEARCH, { npi, organizationId })
  const read = (client: GatewayClient, organizationId?: string) =>
    ask<{ clinician: { id: string } | null }>(client, READ, { id: physician, organizationId })
  const idsOf = (answer: { data: Found | null }) => answer.data?.searchClinicians.matches.map((one) => one.clinician.id)
  /** For whom the actor read clinicians, in the order of the reads. */
  const servedBy = (actorId: string) =>
    rowsOf<{ action: string; organizationId: string | null }>(
      gateway,
      `select action, organization_id as "organizationId" from audit_events
        where actor_id = $1 and action in ('CLINICIANS_SEARCHED', 'CLINICIAN_READ') order by id`,
      [actorId],
    )

  test('a profiles user of one organization looks for that one without saying so', async () => {
    const { organizationId } = await gateway.vendor()
    const { client, userId } = await person(gateway, { organizationId })
    expect(idsOf(await search(client))).toEqual([physician])
    expect((await read(client, organizationId)).data).toEqual({ clinician: { id: physician } })
    expect(await servedBy(userId)).toEqual([
      { action: 'CLINICIANS_SEARCHED', organizationId },
      { action: 'CLINICIAN_READ', organizationId },
    ])
  })

  test('a profiles user of several organizations says for which one', async () => {
    const { organizationId } = await gateway.vendor()
    const { organizationId: second } = await gateway.vendor()
    const { client, userId } = await person(gateway, { organizationId })
    await joins(gateway, { userId }, second)
    await leavingNoTrace(gateway, async () => {
      for (const answer of [await search(client), await read(client)]) {
        expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
        expect(answer.errors[0]?.message).toContain('organizationId: expected one')
      }
    })
    expect(idsOf(await search(client, second))).toEqual([physician])
    expect(await servedBy(userId)).toEqual([{ action: 'CLINICIANS_SEARCHED', organizationId: second }])
  })

  test('an organization that a person only administers does not count', async () => {
    const { organizationId } = await gateway.vendor()
    const { organizationId: administered } = await gateway.vendor()
    const { client, userId } = await person(gateway, { organizationId })
    await joins(gateway, { userId }, administered, ['ORGANIZATION_ADMINISTRATOR'])
    expect(idsOf(await search(client))).toEqual([physician])
    expect(codesOf(await search(client, administered))).toEqual(['FORBIDDEN'])
    expect(await servedBy(userId)).toEqual([{ action: 'CLINICIANS_SEARCHED', organizationId }])
  })

  test('an administrator without the buying role finds nobody', async () => {
    const { organizationId } = await gateway.vendor()
    const { client } = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    await leavingNoTrace(gateway, async () => {
      for (const id of [undefined, organizationId]) {
        expect(codesOf(await search(client, id))).toEqual(['FORBIDDEN'])
        expect(codesOf(await read(client, id))).toEqual(['FORBIDDEN'])
      }
    })
  })

  test('a session sees one mode at a time, and the organizations of that one', async () => {
    const { organizationId } = await gateway.vendor()
    const { organizationId: live } = await gateway.vendor({ mode: 'LIVE' })
    const [liveClinician] = await addPhysicians(gateway, 1, 'LIVE')
    const { client, userId, accessToken } = await person(gateway, { organizationId })
    await joins(gateway, { userId }, live)
    expect(idsOf(await search(client))).toEqual([physician])
    expect(idsOf(await search(client, undefined, fictionalNpi(1)))).toEqual([])
    for (const inLive of [sessionClient(gateway, accessToken, 'LIVE'), sessionClient(gateway, accessToken)]) {
      expect(idsOf(await search(inLive))).toEqual([])
      expect(idsOf(await search(inLive, undefined, fictionalNpi(1)))).toEqual([liveClinician])
      expect((await search(inLive, organizationId)).data?.searchClinicians.userErrors).toMatchObject([
        { code: 'NOT_FOUND' },
      ])
    }
    expect(new Set((await servedBy(userId)).map((row) => row.organizationId))).toEqual(new Set([organizationId, live]))
  })

  test('staff and vendors may leave it open, or name an organization that they have access to', async () => {
    const vendor = await gateway.vendor()
    const { organizationId, vendorId } = vendor
    const staff = await person(gateway, { staff: true })
    for (const [actorId, client] of [
      [vendorId, vendor.client],
      [staff.userId, staff.client],
    ] as const) {
      expect(idsOf(await search(client))).toEqual([physician])
      expect(idsOf(await search(client, organizationId))).toEqual([physician])
      const served = (await servedBy(actorId)).map((row) => row.organizationId)
      expect(served).toEqual([null, organizationId])
    }
    const { client } = await anotherVendor(gateway, vendor, { grant: ['orders:write'] })
    expect(codesOf(await search(client, organizationId))).toEqual(['FORBIDDEN'])
  })

  test('a foreign organization cannot be told from one that does not exist, in answer and effort', async () => {
    const vendor = await gateway.vendor()
    const { client } = await person(gateway, { organizationId: vendor.organizationId })
    const { organizationId: foreign } = await gateway.vendor()
    const { organizationId: ofOtherMode } = await gateway.vendor({ mode: 'LIVE' })
    const attempt = async (who: GatewayClient, organizationId: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        const { data: found } = await search(who, organizationId)
        const { data: one, errors } = await read(who, organizationId)
        text = JSON.stringify([found, one, errors]).replaceAll(organizationId, 'ID')
      })
      return { text, statements }
    }
    for (const who of [client, vendor.client]) {
      await attempt(who, UNKNOWN_ORGANIZATION)
      await leavingNoTrace(gateway, async () => {
        const unknown = await attempt(who, UNKNOWN_ORGANIZATION)
        expect(unknown.text).toContain('"code":"NOT_FOUND","field":["organizationId"]')
        expect(unknown.text).toContain('{"clinician":null},[]')
        expect(await attempt(who, foreign)).toEqual(unknown)
        expect(await attempt(who, ofOtherMode)).toEqual(unknown)
      })
    }
  })

  test('clinicians of order lines are read for the organization that bought', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherOrganization(gateway, vendor)
    for (const organizationId of [vendor.organizationId, second]) {
      await place(vendor.client, orderOf({ organizationId }, initialAppointment(physician)))
      await vendor.client.run(OrderHistoryDocument, { organizationId })
    }
    expect(await servedBy(vendor.vendorId)).toEqual(
      [vendor.organizationId, second].map((organizationId) => ({ action: 'CLINICIAN_READ', organizationId })),
    )
  })

  test('lines of several organizations that are read at once leave one row for each', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherOrganization(gateway, vendor)
    const actor = {
      kind: 'VENDOR',
      id: vendor.vendorId,
      name: '',
      mode: 'TEST',
      scopes: new Set([]),
      apiKeyId: '',
    } as const
    const request = { requestId: 'req_test', address: null, userAgent: null, reason: null }
    const service = new ClinicianService(gateway.database, gateway.clock)
    const lines = [vendor.organizationId, second, second].map((organizationId) => ({
      organizationId,
      clinicianId: physician,
    }))
    expect((await service.readMany(actor, request, lines)).map((clinician) => clinician.id)).toEqual([physician])
    expect(await servedBy(vendor.vendorId)).toEqual(
      [vendor.organizationId, second].map((organizationId) => ({ action: 'CLINICIAN_READ', organizationId })),
    )
  })
})
