import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf, rawRequest } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { person, signedOutClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { act, auditOf, emailsTo, errorsOf, refusalsOf, vendorMember } from '../testkit/vendor-acts.js'

interface VendorView {
  id: string
  name: string
  website: string | null
  description: string | null
  contactEmail: string | null
  listed: boolean
  suspendedAt: string | null
  suspensionReason: string | null
}

const FIELDS = 'vendor { id name kind website description contactEmail listed suspendedAt suspensionReason }'
const DIRECTORY = `query ($search: String, $first: Int, $after: String) {
  softwareProviders(search: $search, first: $first, after: $after) {
    nodes { id name website description } pageInfo { hasNextPage endCursor } } }`

interface Directory {
  softwareProviders: {
    nodes: { id: string; name: string; website: string | null; description: string | null }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

describe('vendors and their people', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let serial = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  const create = async (more: Record<string, unknown> = {}): Promise<VendorView> => {
    serial++
    const input = { name: `Listed Software ${serial}`, listed: true, reason: 'Contract signed', ...more }
    return (await act<{ vendor: VendorView }>(staff.client, 'createVendor', input, FIELDS)).vendor
  }
  const directory = async (
    variables: Record<string, unknown> = {},
    client: GatewayClient = signedOutClient(gateway),
  ) => {
    const answer = await ask<Directory>(client, DIRECTORY, variables)
    if (answer.data === null) throw new Error('a directory')
    return answer.data.softwareProviders
  }
  const membersOf = async (client: GatewayClient, id: string) => {
    const answer = await ask<{ vendor: { members: { nodes: { id: string; userId: string }[] } } | null }>(
      client,
      'query ($id: ID!) { vendor(id: $id) { members { nodes { id userId fullName email addedAt addedByUserId } } } }',
      { id },
    )
    return answer.data?.vendor?.members.nodes ?? null
  }

  test('anybody reads the directory: listed software that is not suspended, its public face only', async () => {
    const listed = await create({
      name: 'Zeta Directory One',
      website: 'https://zeta.example',
      description: 'Credentialing in one place.',
      contactEmail: 'Desk@zeta.example',
    })
    await create({ name: 'Zeta Directory Two', listed: false })
    const suspended = await create({ name: 'Zeta Directory Three' })
    await act(staff.client, 'suspendVendor', { vendorId: suspended.id, reason: 'Leaked keys' }, FIELDS)
    const found = await directory({ search: 'ZETA direc' })
    expect(found.nodes).toEqual([
      {
        id: listed.id,
        name: 'Zeta Directory One',
        website: 'https://zeta.example/',
        description: 'Credentialing in one place.',
      },
    ])
    expect(JSON.stringify(found)).not.toContain('desk@')
    expect((await directory({ search: '%' })).nodes).toEqual([])
    const { client } = await gateway.vendor()
    expect(await directory({ search: 'zeta directory' }, client)).toEqual(found)
    expect(await directory({ search: 'zeta directory' }, (await person(gateway)).client)).toEqual(found)
  })

  test('the directory comes page by page, by name, also where two have one name', async () => {
    const names = ['Paging b', 'paging A', 'Paging b', 'Paging c']
    for (const name of names) await create({ name })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Directory['softwareProviders'] = await directory({ search: 'paging', first: 1, after })
      seen.push(...page.nodes.map((node) => node.name))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen).toEqual(['paging A', 'Paging b', 'Paging b', 'Paging c'])
  })

  test('staff set a vendor up with its first member, each with a reason in the audit trail', async () => {
    const tess = await person(gateway, { email: 'tess@newcomer.example' })
    const vendor = await create({ firstMemberEmail: 'Tess@Newcomer.example' })
    expect(await membersOf(tess.client, vendor.id)).toMatchObject([{ userId: tess.userId }])
    expect(await emailsTo(gateway, 'VENDOR_MEMBER', tess.email)).toEqual([`You manage ${vendor.name}`])
    expect(await auditOf(gateway, vendor.id)).toMatchObject([
      { action: 'VENDOR_CREATED', actorId: staff.userId, reason: 'Contract signed' },
      { action: 'VENDOR_MEMBER_ADDED', subjectIds: [vendor.id, tess.userId], reason: 'Contract signed' },
    ])
    await leavingNoTrace(gateway, async () => {
      const input = { name: 'Nobody There', listed: true, reason: 'Contract signed' }
      for (const [more, code] of [
        [{ firstMemberEmail: 'nobody@newcomer.example' }, 'NOT_FOUND'],
        [{ reason: '' }, 'INVALID_INPUT'],
        [{ website: 'newcomer' }, 'INVALID_INPUT'],
      ] as const) {
        expect(await refusalsOf(staff.client, 'createVendor', { ...input, ...more })).toEqual([code])
      }
    })
  }, 20_000)

  test('its people say what it does; name, contact and listing are for staff', async () => {
    const vendor = await create()
    const member = await vendorMember(gateway, vendor.id)
    const update = (client: GatewayClient, input: Record<string, unknown>) =>
      act<{ vendor: VendorView }>(client, 'updateVendor', { vendorId: vendor.id, ...input }, FIELDS)
    const updated = await update(member.client, { website: 'https://own.example/', description: ' In our words. ' })
    expect(updated.vendor).toMatchObject({ website: 'https://own.example/', description: 'In our words.' })
    expect((await update(member.client, { website: null })).vendor).toMatchObject({
      website: null,
      description: 'In our words.',
    })
    for (const input of [{ name: 'Better Name' }, { listed: false }, { contactEmail: 'a@own.example' }]) {
      expect(await refusalsOf(member.client, 'updateVendor', { vendorId: vendor.id, ...input })).toEqual(['FORBIDDEN'])
    }
    expect(await refusalsOf(staff.client, 'updateVendor', { vendorId: vendor.id, name: 'X' })).toEqual([
      'INVALID_INPUT',
    ])
    const renamed = await update(staff.client, {
      name: 'Better Name',
      contactEmail: 'desk@own.example',
      listed: false,
      reason: 'Merger',
    })
    expect(renamed.vendor).toMatchObject({ name: 'Better Name', contactEmail: 'desk@own.example', listed: false })
    expect((await auditOf(gateway, vendor.id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['VENDOR_CREATED', 'Contract signed'],
      ['VENDOR_UPDATED', null],
      ['VENDOR_UPDATED', null],
      ['VENDOR_UPDATED', 'Merger'],
    ])
  })

  test('a suspended vendor is refused at its next request, makes no keys, and works again when reinstated', async () => {
    const vendor = await gateway.vendor()
    const member = await vendorMember(gateway, vendor.vendorId)
    const body = JSON.stringify({ query: '{ viewer { id } }' })
    const send = () =>
      rawRequest(`${gateway.url}/graphql`, {
        method: 'POST',
        apiKey: vendor.apiKey,
        body,
        headers: { 'content-type': 'application/json' },
      })
    const input = { vendorId: vendor.vendorId, reason: 'Leaked keys' }
    expect((await send()).status).toBe(200)
    await act(staff.client, 'suspendVendor', input, FIELDS)
    const { status, text } = await send()
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
    expect(text).toContain('suspended')
    expect(await refusalsOf(staff.client, 'suspendVendor', input)).toEqual(['ALREADY_DECIDED'])
    const key = { vendorId: vendor.vendorId, mode: 'TEST', name: 'Another', scopes: ['orders:write'] }
    expect(await refusalsOf(member.client, 'createApiKey', key)).toEqual(['FORBIDDEN'])
    await act(staff.client, 'reinstateVendor', { ...input, reason: 'Keys rotated' }, FIELDS)
    expect((await send()).status).toBe(200)
    expect(await refusalsOf(staff.client, 'reinstateVendor', input)).toEqual(['ALREADY_DECIDED'])
    expect((await auditOf(gateway, vendor.vendorId)).map((row) => row.action)).toEqual([
      'VENDOR_SUSPENDED',
      'VENDOR_REINSTATED',
    ])
  })

  test('its people add and remove one another; who is removed has nothing more to see', async () => {
    const vendor = await create()
    const tess = await vendorMember(gateway, vendor.id)
    const ned = await person(gateway)
    const add = { vendorId: vendor.id, email: ned.email.toUpperCase() }
    await act(tess.client, 'addVendorMember', add, FIELDS)
    expect(await emailsTo(gateway, 'VENDOR_MEMBER', ned.email)).toEqual([`You manage ${vendor.name}`])
    expect(await emailsTo(gateway, 'VENDOR_MEMBER', tess.email)).toEqual([`Somebody else manages ${vendor.name}`])
    expect(await refusalsOf(tess.client, 'addVendorMember', add)).toEqual(['ALREADY_EXISTS'])
    const nobody = { ...add, email: 'nobody@people.example' }
    expect(await refusalsOf(tess.client, 'addVendorMember', nobody)).toEqual(['NOT_FOUND'])
    const [first] = (await membersOf(ned.client, vendor.id)) ?? []
    await act(ned.client, 'removeVendorMember', { vendorMemberId: first?.id }, 'vendorMemberId')
    expect(await membersOf(tess.client, vendor.id)).toBeNull()
    expect(await refusalsOf(tess.client, 'addVendorMember', add)).toEqual(['NOT_FOUND'])
    expect(await refusalsOf(tess.client, 'removeVendorMember', { vendorMemberId: first?.id })).toEqual(['NOT_FOUND'])
  })

  test('the last one stays, whoever asks, and also of two who remove each other at once', async () => {
    const vendor = await create()
    const tess = await vendorMember(gateway, vendor.id)
    const ned = await vendorMember(gateway, vendor.id)
    const [first, second] = (await membersOf(tess.client, vendor.id)) ?? []
    const outcomes = await Promise.all([
      refusalsOf(tess.client, 'removeVendorMember', { vendorMemberId: second?.id }),
      refusalsOf(ned.client, 'removeVendorMember', { vendorMemberId: first?.id }),
    ])
    expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(1)
    const [left] = (await membersOf(staff.client, vendor.id)) ?? []
    const remove = { vendorMemberId: left?.id, reason: 'Asked for by phone' }
    expect(await refusalsOf(staff.client, 'removeVendorMember', remove)).toEqual(['LAST_MEMBER'])
    expect(await membersOf(staff.client, vendor.id)).toHaveLength(1)
  })

  test('who is removed while asking for something has nothing more to ask for', async () => {
    const vendor = await create()
    const ned = await vendorMember(gateway, vendor.id)
    const friend = await person(gateway)
    const colleague = await gateway.database.pool.connect()
    await colleague.query('begin')
    await colleague.query('select id from vendors where id = $1 for no key update', [vendor.id])
    await colleague.query('delete from vendor_members where user_id = $1', [ned.userId])
    const asked = refusalsOf(ned.client, 'addVendorMember', { vendorId: vendor.id, email: friend.email })
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await eventually(
      () => rowsOf(gateway, waiting),
      (rows) => rows.length > 0,
    )
    await colleague.query('commit')
    colleague.release()
    expect(await asked).toEqual(['NOT_FOUND'])
  })

  test('others cannot tell a foreign vendor from none, nor use what is for staff', async () => {
    const vendor = await create()
    const [member, stranger] = [await vendorMember(gateway, vendor.id), await person(gateway)]
    const looks = async (id: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        const { data, errors } = await ask(stranger.client, 'query ($id: ID!) { vendor(id: $id) { name } }', { id })
        text = JSON.stringify({ data, errors })
      })
      return { text, statements }
    }
    await looks('vnd_none')
    const none = await looks('vnd_none')
    expect(none.text).toBe('{"data":{"vendor":null},"errors":[]}')
    expect(await looks(vendor.id)).toEqual(none)
    const decision = { vendorId: vendor.id, reason: 'Mine' }
    for (const mutation of ['approveVendorForLive', 'suspendVendor', 'reinstateVendor']) {
      expect(await refusalsOf(member.client, mutation, decision)).toEqual(['FORBIDDEN'])
      const [unknown] = await errorsOf(staff.client, mutation, { ...decision, vendorId: 'vnd_none' })
      expect(unknown?.code).toBe('NOT_FOUND')
    }
    expect(codesOf(await ask(signedOutClient(gateway), '{ vendor(id: "vnd_none") { name } }'))).toEqual([
      'UNAUTHENTICATED',
    ])
  })

  test('staff find every vendor in the back office, with as many statements for many as for one', async () => {
    await create({ name: 'Backroom One', listed: false })
    await create({ name: 'Backroom Two', listed: false })
    const list = `query ($first: Int) { backOffice { vendors(search: "backroom", first: $first) {
      nodes { name activeGrants apiKeys { nodes { id } } members { nodes { id } } } } } }`
    const look = async (first: number) => {
      let names: string[] = []
      const statements = await gateway.countStatements(async () => {
        const answer = await ask<{ backOffice: { vendors: { nodes: { name: string }[] } } }>(staff.client, list, {
          first,
        })
        names = answer.data?.backOffice.vendors.nodes.map((node) => node.name) ?? []
      })
      return { names, statements }
    }
    await look(1)
    const one = await look(1)
    const two = await look(2)
    expect([one.names, two.names]).toEqual([['Backroom One'], ['Backroom One', 'Backroom Two']])
    expect(two.statements).toBe(one.statements)
  })
})
