import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, rawRequest } from '../testkit/ask.js'
import { eventually } from '../testkit/eventually.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { AuditVerifier } from './audit.verifier.js'
import { SealAuditEvents } from './seal-audit-events.job.js'

describe('a running gateway', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  test('seals what its requests left behind, denials too, and logs the hash', async () => {
    const vendor = await gateway.vendor()
    await ask(vendor.client, '{ searchClinicians(by: { npi: "1234567893" }) { explanation } }')
    await ask(vendor.client, '{ organization(id: "org_00000000000000000000000000") { name } }')
    const verify = () => new AuditVerifier(gateway.database, () => undefined).verify()
    // A run may have begun before all was there, a job that waits already is not added twice, a denial may be written
    // late, and the job counts after its seal is there: ask until everything agrees.
    const look = async () => {
      await gateway.database.transaction((tx) => gateway.gateway.jobs.add(tx, SealAuditEvents, {}))
      return { report: await verify(), ...(await rawRequest(`${gateway.url}/metrics`)) }
    }
    const { report } = await eventually(
      look,
      ({ report: { unsealed, intactEvents, seals }, text }) =>
        unsealed.count === 0 &&
        intactEvents >= 2 &&
        text.includes('gateway_audit_events_unsealed 0\n') &&
        text.includes(`gateway_audit_seals_total ${seals}\n`),
    )
    expect(report.faults).toBe(0)
    expect(gateway.logs).toContainEqual(expect.objectContaining({ msg: 'audit events sealed', ...report.head }))
  })
})
