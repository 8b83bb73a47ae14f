import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { eventually } from '../../testkit/eventually.js'
import { whileHeld } from '../../testkit/held-row.js'
import { discontinue, monitor, monitoringOf, setTestClock, tryToMonitor } from '../../testkit/monitoring-acts.js'
import { asLoad, changeClinician, endLoad, lookForChanges, noticeMail, noticesOf } from '../../testkit/notice-scene.js'
import { addPhysicians, clinicianWith } from '../../testkit/order-acts.js'
import { tryToAct } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { attestMonitorings } from '../attest-monitorings.job.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('changes of monitored clinicians, in awkward moments', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let clinicianId: string
  let loads = 0
  const look = () => lookForChanges(gateway)
  const change = () => changeClinician(vendor, clinicianId)
  const newLoad = () => `load_0000000000000000000000${String(++loads).padStart(4, '0')}`
  const isWaiting = async () =>
    (
      await rowsOf(
        gateway,
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length

  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    // Of all cases the same clinician changes: nobody of the case before is to be told any more.
    await rowsOf(gateway, `update monitorings set ended_at = ends_at, end_reason = 'REFUNDED' where ended_at is null`)
    vendor = await gateway.vendor()
  })

  test('are told if they come while the monitoring is bought', async () => {
    let looked: Promise<void> = Promise.resolve()
    await whileHeld(
      gateway,
      // What the price is entered into, after the profile was taken and before the order commits.
      { text: 'lock table ledger_entries in exclusive mode', values: [] },
      () => monitor(vendor, clinicianId),
      async () => {
        await change()
        let isOver = false
        looked = look().finally(() => {
          isOver = true
        })
        await eventually(async () => isOver || (await isWaiting()) > 1, Boolean)
      },
    )
    await looked
    await look()
    expect(await noticesOf(vendor)).toHaveLength(1)
  })

  test('are told if they come while another change of their load is told', async () => {
    await monitor(vendor, clinicianId)
    const load = newLoad()
    await change()
    await asLoad(gateway, clinicianId, load)
    await look()
    expect(await noticesOf(vendor)).toEqual([])
    // The load goes on for so long that what it has changed is told meanwhile.
    await rowsOf(
      gateway,
      `update monitoring_notices set spotted_at = spotted_at - interval '2 hours'
      where load_key = $1`,
      [load],
    )
    const mail = noticeMail(gateway)
    const write = mail.changed.bind(mail)
    let hasBegun = false
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => {
      goOn = resolve
    })
    mail.changed = async (...letter) => {
      hasBegun = true
      await gate
      await write(...letter)
    }
    const telling = lookForChanges(gateway, gateway.database, mail)
    await eventually(() => hasBegun, Boolean)
    await change()
    await asLoad(gateway, clinicianId, load)
    let isOver = false
    const looking = look().finally(() => {
      isOver = true
    })
    await eventually(async () => isOver || (await isWaiting()) > 0, Boolean)
    goOn()
    await Promise.all([telling, looking])
    await endLoad(gateway, load)
    await look()
    expect(await noticesOf(vendor)).toHaveLength(2)
  })

  test('are told of the term that runs, if it was bought again during the load', async () => {
    const [first] = await monitor(vendor, clinicianId)
    const load = newLoad()
    await change()
    await asLoad(gateway, clinicianId, load)
    await look()
    await discontinue(vendor.client, first?.id ?? '')
    const { order } = await tryToMonitor(vendor.client, vendor, [monitoringOf(clinicianId)])
    expect(order?.status).toBe('COMPLETED')
    await rowsOf(
      gateway,
      `insert into clinician_changes (clinician_id, mode, section, source, fact_key, kind, field, before, after, load_id, changed_at)
       select clinician_id, mode, section, source, fact_key, kind, field, before, after, load_id, changed_at
         from clinician_changes where load_id = $1 limit 1`,
      [load],
    )
    await endLoad(gateway, load)
    await look()
    expect(await noticesOf(vendor)).toHaveLength(1)
  })

  test('are listed in the order in which they were told, page by page, by a constant number of statements', async () => {
    const load = newLoad()
    const [slow = '', ...others] = [clinicianId, ...(await addPhysicians(gateway, 3))]
    await monitor(vendor, slow, ...others)
    await change()
    await asLoad(gateway, clinicianId, load)
    await look()
    for (const id of others) {
      await rowsOf(
        gateway,
        `with added as (
           insert into clinician_facts (clinician_id, section, source, fact_key, position, value, retrieved_at)
           values ($1, 'LICENSES', 'Sandbox: extra boards', 'IA|1', 0,
             '{"jurisdiction": "IA", "number": "1", "type": null, "status": "Active", "issuedOn": null, "expiresOn": null}', now())
           returning *)
         insert into clinician_changes (clinician_id, mode, section, source, fact_key, kind, after, changed_at)
         select clinician_id, 'TEST', section, source, fact_key, 'ADDED', value, now() from added`,
        [id],
      )
      await look()
    }
    await endLoad(gateway, load)
    await look()
    const page = async (list: string, first: number, after: string | null = null) => {
      const query = `query ($id: ID!, $first: Int, $after: String) { organization(id: $id) {
        page: ${list}(first: $first, after: $after) { nodes { ${list === 'monitoringLog' ? 'clinicianId' : 'clinician { id }'} } pageInfo { endCursor } } } }`
      type Page = { nodes: { clinicianId?: string; clinician?: { id: string } }[]; pageInfo: { endCursor: string } }
      const variables = { id: vendor.organizationId, first, after }
      const { data } = await ask<{ organization: { page: Page } }>(vendor.client, query, variables)
      const found = data?.organization.page
      return {
        ids: found?.nodes.map((node) => node.clinicianId ?? node.clinician?.id) ?? [],
        cursor: found?.pageInfo.endCursor ?? null,
      }
    }
    const start = await page('monitoringNotices', 2)
    const rest = await page('monitoringNotices', 5, start.cursor)
    expect([...start.ids, ...rest.ids]).toEqual([slow, ...others.toReversed()])
    const lines = await page('monitoringLog', 5)
    expect((await page('monitoringLog', 5, lines.cursor)).ids).toEqual([...others.slice(1), slow])
    for (const list of ['monitoringNotices', 'monitoringLog']) {
      const statements = (first: number) => gateway.countStatements(() => page(list, first))
      expect(await statements(1)).toBe(await statements(4))
    }
  })

  test('never fall into a period that is attested already, and attestations have the time at which they were due', async () => {
    const [term] = await monitor(vendor, clinicianId)
    await change()
    const started = Date.parse(term?.startedAt ?? '')
    const mail = noticeMail(gateway)
    // The clock jumps, and the period is attested, after somebody has looked what time it is and before they tell.
    const jump = async () => {
      await setTestClock(gateway, vendor.organizationId, new Date(started + 31 * DAY_MS))
      await attestMonitorings(
        gateway.database,
        gateway.clock,
        pino({ level: 'silent' }),
      )({}, new AbortController().signal)
    }
    const before = gateway.database.transaction.bind(gateway.database)
    let transactions = 0
    // The first looks at changes, until there are none; then comes the one that tells.
    const transaction = async (work: Parameters<typeof before>[0]) => {
      if (++transactions === 3) await jump()
      return await before(work)
    }
    const interrupted = new Proxy(gateway.database, {
      get(database, name) {
        if (name === 'transaction') return transaction
        const value: unknown = Reflect.get(database, name, database)
        return typeof value === 'function' ? value.bind(database) : value
      },
    })
    await lookForChanges(gateway, interrupted, mail)
    const [notice] = await noticesOf(vendor)
    const [attestation] = await rowsOf<{ periodUntil: Date; attestedAt: Date; changeCount: number }>(
      gateway,
      `select period_until as "periodUntil", attested_at as "attestedAt", change_count as "changeCount"
         from monitoring_attestations where organization_id = $1`,
      [vendor.organizationId],
    )
    expect(attestation?.changeCount).toBe(0)
    expect(new Date(notice?.noticedAt ?? 0)).toEqual(attestation?.periodUntil)
    expect(Number(attestation?.attestedAt) - Number(attestation?.periodUntil)).toBe(HOUR_MS)
  })
  test('cannot be made up without end: everybody who monitors the clinician is told of them', async () => {
    for (let made = 0; made < 60; made++) await change()
    const input = { organizationId: vendor.organizationId, clinicianId }
    const refused = await tryToAct(vendor.client, 'simulateClinicianChange', input, 'licenseStatus')
    expect(codesOf(refused)).toEqual(['RATE_LIMITED'])
  })
})
