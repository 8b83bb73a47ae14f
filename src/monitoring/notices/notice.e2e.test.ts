import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { localDayOf } from '../../kernel/local-day.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ask } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { discontinue, monitor, setTestClock } from '../../testkit/monitoring-acts.js'
import {
  asLoad,
  changeClinician,
  endLoad,
  lookForChanges,
  noticeMail,
  noticesOf,
  type TestNotice,
} from '../../testkit/notice-scene.js'
import { addPhysicians, anotherVendor, clinicianWith } from '../../testkit/order-acts.js'
import { readPdf } from '../../testkit/read-pdf.js'
import { secondDatabase } from '../../testkit/second-process.js'
import { act } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { attestMonitorings } from '../attest-monitorings.job.js'
import { MAX_SINGLE_LETTERS } from './notice.mail.js'

const GOING_ON = new AbortController().signal
const DAY_MS = 86_400_000
const SILENT = pino({ level: 'silent' })

let counter = 0

describe('changes of monitored clinicians', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let name: string
  let clinicianId: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    name = `Hospital No. ${++counter}.`
    vendor = await gateway.vendor({ organizationName: name })
  })

  const look = () => lookForChanges(gateway)
  const change = () => changeClinician(vendor, clinicianId)
  const count = async (table: string, where: string, ...values: unknown[]) => {
    const [row] = await rowsOf<{ n: number }>(gateway, `select count(*)::int as n from ${table} where ${where}`, values)
    return row?.n
  }
  const letters = () => count('emails', `kind = 'MONITORING_CHANGED' and html_body like '%' || $1 || '%'`, name)
  const events = async (client = vendor.client) => {
    const query = '{ events(types: ["profile.updated"]) { nodes { data } } }'
    const { data } = await ask<{ events: { nodes: { data: Record<string, unknown> }[] } }>(client, query)
    return data?.events.nodes.map((event) => event.data) ?? []
  }

  test('are told with what changed, an e-mail, an event and the updated profile', async () => {
    const [term] = await monitor(vendor, clinicianId)
    const other = await anotherVendor(gateway, vendor)
    const narrow = await anotherVendor(gateway, vendor, { grant: ['account:read'] })
    const status = await change()
    await look()
    const [notice, ...more] = await noticesOf(vendor)
    expect(more).toEqual([])
    expect(notice).toMatchObject({ sections: ['LICENSES'], changeCount: 1 })
    const [section] = notice?.changes.sections.filter(({ changed }) => changed.length > 0) ?? []
    expect(section).toMatchObject({ section: 'LICENSES', changed: [{ fields: [{ field: 'status', after: status }] }] })
    expect(await letters()).toBe(1)
    const told = { noticeId: notice?.id, monitoringId: term?.id, clinicianId, sections: ['LICENSES'] }
    for (const client of [vendor.client, other.client]) expect(await events(client)).toMatchObject([told])
    expect(await events(narrow.client)).toEqual([])
    const { url } = await act<{ url: string }>(
      vendor.client,
      'deliverMonitoringNoticePdf',
      { noticeId: notice?.id },
      'url',
    )
    const pdf = await readPdf(Buffer.from(await (await gateway.download(url)).arrayBuffer()))
    expect(pdf.text).toContain(notice?.profile.documentNumber)
    expect(pdf.text).toContain('Continuous monitoring')
    await look()
    expect(await noticesOf(vendor)).toHaveLength(1)
  }, 60_000)

  test('are told against what was told last, and not at all where they went back', async () => {
    await monitor(vendor, clinicianId)
    await change()
    await change()
    await look()
    expect(await noticesOf(vendor)).toEqual([])
    expect(await letters()).toBe(0)
    await change()
    await look()
    await change()
    await look()
    const [second, first] = await noticesOf(vendor)
    const fieldsOf = (notice?: TestNotice) => notice?.changes.sections.flatMap(({ changed }) => changed)[0]?.fields[0]
    expect(fieldsOf(second)).toMatchObject({ before: fieldsOf(first)?.after, after: fieldsOf(first)?.before })
  })

  test('are nothing to who does not monitor, or does not any more', async () => {
    const [term] = await monitor(vendor, clinicianId)
    await discontinue(vendor.client, term?.id ?? '')
    await change()
    await look()
    expect(await noticesOf(vendor)).toEqual([])
    expect(await count('monitoring_notices', 'organization_id = $1', vendor.organizationId)).toBe(0)
  })

  test('are told once their load is over, once for each load', async () => {
    await monitor(vendor, clinicianId)
    await change()
    const load = 'load_00000000000000000000000001'
    await asLoad(gateway, clinicianId, load)
    await look()
    expect(await noticesOf(vendor)).toEqual([])
    await endLoad(gateway, load)
    await look()
    expect(await noticesOf(vendor)).toHaveLength(1)
  })

  test('are told once by many who look at the same time, and after one of them failed', async () => {
    await monitor(vendor, clinicianId)
    await change()
    const failing = Object.assign(noticeMail(gateway), {
      changed: async () => {
        throw new Error('killed')
      },
    })
    await lookForChanges(gateway, gateway.database, failing)
    expect([await noticesOf(vendor), await letters(), await events()]).toEqual([[], 0, []])
    const elsewhere = await secondDatabase(gateway.databaseUrl)
    const lookElsewhere = () => lookForChanges(gateway, elsewhere.database)
    await Promise.all([look(), lookElsewhere(), look(), lookElsewhere()])
    await elsewhere.close()
    expect([(await noticesOf(vendor)).length, await letters(), (await events()).length]).toEqual([1, 1, 1])
  })

  test('of many clinicians come in one letter', async () => {
    const many = await addPhysicians(gateway, MAX_SINGLE_LETTERS + 1)
    await rowsOf(gateway, 'update clinicians set first_name = null where id = $1', [many[0]])
    await monitor(vendor, ...many)
    await rowsOf(
      gateway,
      `with added as (
         insert into clinician_facts (clinician_id, section, source, fact_key, position, value, retrieved_at)
         select id, 'LICENSES', 'Sandbox: extra boards', 'IA|1', 0,
                '{"jurisdiction": "IA", "number": "1", "type": null, "status": "Active", "issuedOn": null, "expiresOn": null}', now()
           from unnest($1::text[]) as id
         returning *)
       insert into clinician_changes (clinician_id, mode, section, source, fact_key, kind, after, changed_at)
       select clinician_id, 'TEST', section, source, fact_key, 'ADDED', value, now() from added`,
      [many],
    )
    await look()
    expect(await noticesOf(vendor)).toHaveLength(many.length)
    expect(await letters()).toBe(1)
    expect(await count('emails', `kind = 'MONITORING_CHANGED' and text_body ~ '\\mnull\\M'`)).toBe(0)
    expect(await events()).toHaveLength(many.length)
  })

  test('stand in the attestations of the term, and in the log for the auditor, as data, CSV and PDF', async () => {
    const [term] = await monitor(vendor, clinicianId)
    const attest = () => attestMonitorings(gateway.database, gateway.clock, SILENT)({}, GOING_ON)
    const started = new Date(term?.startedAt ?? 0)
    const day = (days: number) => new Date(started.getTime() + days * DAY_MS)
    await setTestClock(gateway, vendor.organizationId, day(40))
    await change()
    await look()
    await setTestClock(gateway, vendor.organizationId, day(95))
    await Promise.all([attest(), attest()])
    const query = `query ($id: ID!) { organization(id: $id) {
      monitorings { nodes { attestations { number from until changeCount sources { section source asOf } } } }
      monitoringLog { nodes { kind changeCount sections documentNumber } } } }`
    const { data } = await ask<{
      organization: {
        monitorings: { nodes: { attestations: Record<string, unknown>[] }[] }
        monitoringLog: { nodes: { kind: string; changeCount: number | null; documentNumber: string | null }[] }
      }
    }>(vendor.client, query, { id: vendor.organizationId })
    const attestations = data?.organization.monitorings.nodes[0]?.attestations ?? []
    expect(attestations.map(({ number, changeCount }) => [number, changeCount])).toEqual([
      [3, 0],
      [2, 1],
      [1, 0],
    ])
    expect(attestations[2]).toMatchObject({ from: term?.startedAt, until: attestations[1]?.['from'] })
    expect(attestations[0]?.['sources']).toContainEqual(expect.objectContaining({ section: 'SANCTIONS' }))
    const log = data?.organization.monitoringLog.nodes ?? []
    expect(log.map(({ kind, changeCount }) => [kind, changeCount])).toEqual([
      ['ATTESTED', 0],
      ['CHANGED', 1],
      ['ATTESTED', 1],
      ['ATTESTED', 0],
    ])
    // The day of the organization: in Greenwich it may be tomorrow.
    const from = localDayOf(started, 'America/Chicago')
    const download = async (format: string) => {
      const input = { organizationId: vendor.organizationId, from, clinicianId, format }
      const { link } = await act<{ link: { url: string } }>(
        vendor.client,
        'createMonitoringLogLink',
        input,
        'link { url }',
      )
      return Buffer.from(await (await gateway.download(link.url)).arrayBuffer())
    }
    const [head = '', ...lines] = (await download('CSV')).toString().trimEnd().split('\r\n')
    const kinds = lines.map((line) => line.split(',')[head.split(',').indexOf('kind')])
    expect(kinds).toEqual(['STARTED', 'ATTESTED', 'CHANGED', 'ATTESTED', 'ATTESTED'])
    const { text } = await readPdf(await download('PDF'))
    for (const part of ['Monitoring log', name, 'No change within', 'Change noticed', FULL_PHYSICIAN_NPI]) {
      expect(text).toContain(part)
    }
    const stranger = await gateway.vendor()
    const foreign = { organizationId: vendor.organizationId, format: 'CSV' }
    const refused = await act<{ userErrors: { code: string }[] }>(
      stranger.client,
      'createMonitoringLogLink',
      foreign,
      'link { url }',
    )
    expect(refused.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND'])
  }, 60_000)
})
