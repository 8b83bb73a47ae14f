import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ProfileDocument } from '../profiles/profile.document.js'
import { ask } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { type BoughtProfile, buys, discrepancySeen, reportOf, reports } from '../testkit/discrepancy-acts.js'
import { eventually } from '../testkit/eventually.js'
import { monitor } from '../testkit/monitoring-acts.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { act } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { MAGIC_CONFIRMED, MAGIC_CORRECTED, MAGIC_DELAYED } from './sandbox.magic.js'
import { CHANGING_PHYSICIAN_NPI, SLOW_PHYSICIAN_NPI } from './sandbox.physicians.js'
import { MAX_SANDBOX_ORGANIZATIONS } from './sandbox-organization.service.js'
import { SLOW_PDF_MS, SlowSandboxRenderer } from './slow-sandbox.renderer.js'

const ORGANIZATION = 'organization { id name } replayed'

interface Made {
  organization: { id: string; name: string } | null
  replayed: boolean
}

describe('what the sandbox does by itself', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let profile: BoughtProfile
  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor()
    profile = await buys(vendor, await clinicianWith(gateway, FULL_PHYSICIAN_NPI))
  })
  afterAll(() => gateway.stop())

  const decided = async (id: string, ...states: string[]) =>
    await eventually(
      () => discrepancySeen(vendor.client, id),
      (seen) => states.includes(seen?.state ?? ''),
    )

  test('a report that asks to be corrected is: the source changes, and the corrected profile is there', async () => {
    const { id } = await reports(vendor.client, reportOf(profile, { why: MAGIC_CORRECTED }))
    const report = await decided(id, 'CORRECTED')
    expect(report?.timeline.map(({ kind, actorKind }) => [kind, actorKind])).toEqual([
      ['SUBMITTED', 'VENDOR'],
      ['INVESTIGATING', 'SYSTEM'],
      ['CORRECTED', 'SYSTEM'],
    ])
    expect(report?.correctedProfile?.orderNumber).toBe(profile.orderNumber)
    const letters = await rowsOf<{ subject: string }>(
      gateway,
      `select subject from emails where subject like '%corrected'`,
    )
    expect(letters).toHaveLength(1)
    const audited = await rowsOf(
      gateway,
      `select actor_kind from audit_events where action = 'DISCREPANCY_DECIDED' and $1 = any (subject_ids)`,
      [id],
    )
    expect(audited).toEqual([{ actor_kind: 'SYSTEM' }])
  })

  test('one that asks for what the sandbox cannot correct is confirmed, and says so', async () => {
    const missing = { section: 'DEA', path: null, says: null, shouldSay: 'AB1234567', why: MAGIC_CORRECTED }
    const { id } = await reports(vendor.client, reportOf(profile, missing))
    await decided(id, 'CONFIRMED_ACCURATE')
    const [row] = await rowsOf<{ explanation: string }>(
      gateway,
      'select explanation from discrepancies where id = $1',
      [id],
    )
    expect(row?.explanation).toContain('first license alone')
  })

  test('one that asks to be confirmed is, and one that asks for a delay waits longer and stays open', async () => {
    const at = (section: string, why: string) =>
      reports(vendor.client, reportOf(profile, { section, path: null, says: null, shouldSay: 'More', why }))
    const confirmed = await at('EDUCATION', MAGIC_CONFIRMED)
    const delayed = await at('TRAINING', MAGIC_DELAYED)
    const plain = await at('SANCTIONS', 'The board told us so.')
    await decided(confirmed.id, 'CONFIRMED_ACCURATE')
    const later = await decided(delayed.id, 'DELAYED')
    expect((later?.dueOn ?? '') > delayed.dueOn).toBe(true)
    expect(await discrepancySeen(vendor.client, plain.id)).toMatchObject({ state: 'SUBMITTED' })

    // In live mode the words are words; the triggers that keep a report as it was made are off for that.
    await rowsOf(
      gateway,
      `begin; set local session_replication_role = replica;
       update discrepancies set mode = 'LIVE', why = '${MAGIC_CONFIRMED}' where id = '${plain.id}'; commit`,
    )
    await decided((await at('NPI', MAGIC_CONFIRMED)).id, 'CONFIRMED_ACCURATE')
    const state = 'select state from discrepancies where id = $1'
    expect(await rowsOf(gateway, state, [plain.id])).toEqual([{ state: 'SUBMITTED' }])
  })

  test('a certain clinician changes once, a day after the monitoring began', async () => {
    const clinicianId = await clinicianWith(gateway, CHANGING_PHYSICIAN_NPI)
    const [term] = await monitor(vendor, clinicianId)
    const advance = async () =>
      await act(
        vendor.client,
        'advanceTestClock',
        { organizationId: vendor.organizationId, by: 'P1D' },
        'organization { id }',
      )
    const notices = async () =>
      (await rowsOf(gateway, 'select id from monitoring_notices where monitoring_id = $1', [term?.id])).length
    expect(await notices()).toBe(0)
    await advance()
    await eventually(notices, (count) => count === 1)
    await advance()
    const changes = 'select monitoring_id as id from sandbox_changes'
    expect(await rowsOf(gateway, changes)).toEqual([{ id: term?.id }])
    const simulated = `select count(*)::int as count from audit_events where action = 'SANDBOX_CHANGE_SIMULATED'`
    expect(await rowsOf(gateway, simulated)).toEqual([{ count: 1 }])
  })

  test('the PDF of a certain clinician takes long, and of nobody else', async () => {
    const waited: number[] = []
    const renderer = new SlowSandboxRenderer(
      { atOnce: 2, render: async () => new Uint8Array([1]) },
      async (ms) => void waited.push(ms),
    )
    const of = (npi: string, mode: string) =>
      ({
        header: { mode },
        content: { sections: { NPI: { elements: [{ value: { number: npi } }] } } },
      }) as unknown as ProfileDocument
    await renderer.render(of(FULL_PHYSICIAN_NPI, 'TEST'))
    await renderer.render(of(SLOW_PHYSICIAN_NPI, 'LIVE'))
    expect(waited).toEqual([])
    expect(await renderer.render(of(SLOW_PHYSICIAN_NPI, 'TEST'))).toEqual(new Uint8Array([1]))
    expect(waited).toEqual([SLOW_PDF_MS])
  })
})

describe('sandbox organizations that vendors make', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let member: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    member = await person(gateway)
    await rowsOf(
      gateway,
      `insert into vendor_members (id, vendor_id, user_id, added_by_user_id, added_at)
       values ('vmb_sandbox', $1, $2, $2, now())`,
      [vendor.vendorId, member.userId],
    )
  })
  afterAll(() => gateway.stop())

  const wanted = (more: object = {}) => ({
    ...{ vendorId: vendor.vendorId, name: 'Trial Hospital', timeZone: 'America/Denver', idempotencyKey: 'first' },
    ...more,
  })
  const create = async (more: object = {}, client = member.client) =>
    await act<Made>(client, 'createSandboxOrganization', wanted(more), ORGANIZATION)
  const reset = async (organizationId: string, client = vendor.client) =>
    await act<Made>(client, 'resetSandboxOrganization', { organizationId }, ORGANIZATION)
  const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)
  const balanceOf = async (id: string) => {
    const query = 'query ($id: ID!) { organization(id: $id) { account { balance { cents } } } }'
    const { data } = await ask<{ organization: { account: { balance: { cents: number } } } | null }>(
      vendor.client,
      query,
      { id },
    )
    return data?.organization?.account.balance.cents ?? null
  }

  test('have play money, and the vendor orders there at once; asked for again, it is the same', async () => {
    const made = await create()
    expect(made).toMatchObject({ organization: { name: 'Trial Hospital' }, replayed: false, userErrors: [] })
    const organizationId = made.organization?.id ?? ''
    expect(await balanceOf(organizationId)).toBe(1_000_000)
    await place(
      vendor.client,
      orderOf({ ...vendor, organizationId }, initialAppointment(await clinicianWith(gateway, FULL_PHYSICIAN_NPI))),
    )
    expect(await create()).toMatchObject({ organization: { id: organizationId }, replayed: true })
    expect(codes(await create({ name: 'Another' }))).toEqual(['IDEMPOTENCY_KEY_REUSED'])
    expect(codes(await create({ idempotencyKey: '' }))).toEqual(['INVALID_INPUT'])
    expect(codes(await create({ idempotencyKey: 'zone', timeZone: 'Mars/Olympus' }))).toEqual(['INVALID_INPUT'])
    expect(codes(await create({ idempotencyKey: 'strange' }, (await person(gateway)).client))).toEqual(['NOT_FOUND'])
  })

  test('are made in test mode alone', async () => {
    const live = await person(gateway, { mode: 'LIVE' })
    expect(codes(await create({ idempotencyKey: 'live' }, live.client))).toEqual(['INVALID_INPUT'])
  })

  test('are at most so many', async () => {
    const { vendorId } = await gateway.vendor()
    await rowsOf(
      gateway,
      `insert into vendor_members (id, vendor_id, user_id, added_by_user_id, added_at)
       values ('vmb_limit', $1, $2, $2, now())`,
      [vendorId, member.userId],
    )
    for (let count = 1; count <= MAX_SANDBOX_ORGANIZATIONS; count++) {
      expect(codes(await create({ vendorId, idempotencyKey: `one-${count}` }))).toEqual([])
    }
    expect(codes(await create({ vendorId, idempotencyKey: 'too-many' }))).toEqual(['LIMIT_REACHED'])
  })

  test('are begun anew with: people and grants move, money is fresh, the old one is out of reach', async () => {
    const { organization } = await create({ idempotencyKey: 'again' })
    const old = organization?.id ?? ''
    const clinician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    await place(vendor.client, orderOf({ ...vendor, organizationId: old }, initialAppointment(clinician)))
    await act(vendor.client, 'advanceTestClock', { organizationId: old, by: 'P3D' }, 'organization { id }')
    // Two at once end with one.
    const answers = await Promise.all([reset(old), reset(old)])
    const [id] = answers.map((answer) => answer.organization?.id)
    expect(answers.map((answer) => answer.organization?.id)).toEqual([id, id])
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true])
    expect(id).not.toBe(old)
    expect(await reset(old)).toMatchObject({ organization: { id, name: 'Trial Hospital' }, replayed: true })
    expect([await balanceOf(id ?? ''), await balanceOf(old)]).toEqual([1_000_000, null])
    // What was bought there is not bought yet here.
    await place(vendor.client, orderOf({ ...vendor, organizationId: id ?? '' }, initialAppointment(clinician)))
    const names = await rowsOf<{ name: string; ahead: number }>(
      gateway,
      'select name, clock_ahead_ms::int as ahead from organizations where id = any ($1) order by name',
      [[old, id]],
    )
    expect(names).toEqual([
      { name: 'Trial Hospital', ahead: 0 },
      { name: 'Trial Hospital (before reset)', ahead: 3 * 86_400_000 },
    ])
    const people = 'select user_id as id from memberships where organization_id = $1'
    expect(await rowsOf(gateway, people, [id])).toEqual([{ id: member.userId }])
    // The key with which it was made leads to what is there now, and the limit counts one.
    expect(await create({ idempotencyKey: 'again' })).toMatchObject({ organization: { id }, replayed: true })
    const once = await reset(id ?? '')
    expect(once.replayed).toBe(false)
    expect(await reset(old)).toMatchObject({ organization: { id: once.organization?.id }, replayed: true })
  })

  test('a live organization is never reset, and a foreign one is not there', async () => {
    const live = await gateway.vendor({ mode: 'LIVE' })
    expect(codes(await reset(live.organizationId, live.client))).toEqual(['INVALID_INPUT'])
    expect(codes(await reset((await gateway.vendor()).organizationId))).toEqual(['NOT_FOUND'])
  })

  test('of a reset that breaks off nothing stays', async () => {
    const { organization } = await create({ idempotencyKey: 'broken' })
    const id = organization?.id ?? ''
    await rowsOf(
      gateway,
      `create function broken() returns trigger language plpgsql as 'begin raise exception ''broken''; end'`,
    )
    await rowsOf(
      gateway,
      `create trigger broken before insert on audit_events for each row
         when (new.action = 'SANDBOX_ORGANIZATION_RESET') execute function broken()`,
    )
    const query = 'mutation ($id: ID!) { resetSandboxOrganization(input: { organizationId: $id }) { replayed } }'
    const answer = await ask(vendor.client, query, { id })
    expect(answer.errors).toHaveLength(1)
    expect(await balanceOf(id)).toBe(1_000_000)
    await rowsOf(gateway, 'drop trigger broken on audit_events')
    expect(await reset(id)).toMatchObject({ replayed: false, userErrors: [] })
  })
})
