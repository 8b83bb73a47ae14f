import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  AdvanceTestClockDocument,
  CreateMonitoringLogLinkDocument,
  DeliverMonitoringNoticePdfDocument,
  MonitoringNoticesDocument,
  MonitoringsDocument,
  ReadEventsDocument,
  ReportDiscrepancyDocument,
  SimulateClinicianChangeDocument,
} from '../../src/client/operations.generated.js'
import { furnishSandbox } from '../../src/development.fixture.js'
import type { Narrator } from './narrator.js'

/** A sandbox organization, and the vendor that works for it. */
export interface MonitoringStory {
  endpoint: string
  organizationId: string
  apiKey: string
  /** Where PDFs go. */
  folder: string
}

/** What is done within seconds is waited for no longer. */
const PATIENCE_MS = 20_000
const LOOK_EVERY_MS = 200

/** Monitors a fictional clinician through a change and a month, and disputes what is missing in the profile. */
export async function tellMonitoringStory(story: MonitoringStory, narrator: Narrator): Promise<void> {
  const { endpoint, organizationId, apiKey, folder } = story
  const client = new GatewayClient(endpoint, apiKey)
  narrator.chapter('After the purchase: a change, a month, and something that is missing')
  const { orderItemId } = await narrator.step('Buy a profile and its monitoring', () =>
    furnishSandbox(client, organizationId),
  )
  const monitored = async () =>
    (await client.run(MonitoringsDocument, { organizationId })).organization?.monitorings?.nodes ?? []
  await narrator.step('A source changes the status of a license', async () => {
    const [{ clinician } = { clinician: null }] = await monitored()
    const input = { organizationId, clinicianId: clinician?.id ?? '' }
    const { simulateClinicianChange } = await client.run(SimulateClinicianChangeDocument, { input })
    const status = simulateClinicianChange.licenseStatus
    const notices = async () =>
      (await client.run(MonitoringNoticesDocument, { organizationId })).organization?.monitoringNotices?.nodes ?? []
    const [notice] = await soon(notices, ({ length }) => length > 0)
    const field = notice?.changes.sections.flatMap(({ changed }) => changed.flatMap(({ fields }) => fields))[0]
    narrator.expect(`the notice says ${field?.field}: ${field?.before} → ${field?.after}`, field?.after === status)
    const delivery = { noticeId: notice?.id ?? '', method: 'LINK' as const }
    const { deliverMonitoringNoticePdf } = await client.run(DeliverMonitoringNoticePdfDocument, { input: delivery })
    const file = path.join(folder, `${notice?.profile.documentNumber}-updated.pdf`)
    await writeFile(file, await pdfAt(deliverMonitoringNoticePdf.url))
    narrator.say(`the updated profile: ${file}`)
  })
  await narrator.step('A month passes on the test clock', async () => {
    await client.run(AdvanceTestClockDocument, { input: { organizationId, by: 'P31D' } })
    const [term] = await soon(monitored, ([one]) => (one?.attestations.length ?? 0) > 0)
    const changes = term?.attestations[0]?.changeCount
    narrator.expect(`the first 30 days are attested, with ${changes} change`, changes === 1)
    const input = { organizationId, format: 'PDF' as const }
    const { createMonitoringLogLink } = await client.run(CreateMonitoringLogLinkDocument, { input })
    const file = path.join(folder, 'monitoring-log.pdf')
    await writeFile(file, await pdfAt(createMonitoringLogLink.link?.url))
    narrator.say(`the log for an auditor: ${file}`)
  })
  await narrator.step('A license is missing in the profile', async () => {
    const missing = { section: 'LICENSES' as const, path: null, says: null, shouldSay: 'Iowa, MD-0000, active' }
    const input = { orderItemId, ...missing, why: 'The board of Iowa lists it.', idempotencyKey: 'demo-discrepancy' }
    const { discrepancy, userErrors } = (await client.run(ReportDiscrepancyDocument, { input })).reportDiscrepancy
    for (const { message } of userErrors) narrator.say(message)
    narrator.expect(`${discrepancy?.number} is answered by ${discrepancy?.dueOn}`, discrepancy?.state === 'SUBMITTED')
  })
  await narrator.step('The feed has all of it, each event once', async () => {
    const { events } = await client.run(ReadEventsDocument, { first: 100 })
    const types = events.nodes.map(({ type }) => type)
    narrator.say(types.join(', '))
    const once = ['profile.updated', 'discrepancy.updated'].every(
      (type) => types.filter((one) => one === type).length === 1,
    )
    narrator.expect('the change and the report once each', once)
  })
}

async function pdfAt(url: string | null | undefined): Promise<Buffer> {
  const response = await fetch(url ?? '')
  const bytes = Buffer.from(await response.arrayBuffer())
  if (!response.ok || !bytes.subarray(0, 5).equals(Buffer.from('%PDF-')))
    throw new Error(`no PDF: HTTP ${response.status}`)
  return bytes
}

async function soon<Value>(look: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const value = await look()
    if (isThere(value)) return value
    if (Date.now() > until) throw new Error('it did not happen in time')
    await sleep(LOOK_EVERY_MS)
  }
}
