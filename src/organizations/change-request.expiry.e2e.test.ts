import { describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { readConfig } from '../config.js'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { attempt, lettersTo, organizationOf, organizationWithAdministrator } from '../testkit/organization-acts.js'
import { person, signedIn } from '../testkit/people.js'
import { startTestGateway } from '../testkit/test-gateway.js'
import { ChangeRequestExpiry, ExpireChangeRequests } from './change-request.expiry.js'
import { OrganizationMail } from './organization.mail.js'
import { OrganizationMetrics } from './organization.metrics.js'

const REQUEST =
  'changeRequest { id status requestedByStaff reason note decidedByName changes { user field before after } }'
const MS_PER_DAY = 86_400_000

interface Asked {
  changeRequest: { id: string; status: string }
}

describe('a change that nobody decides', () => {
  test('expires after 30 days, by the clock and then by a job that tells who asked', async () => {
    const gateway = await startTestGateway()
    try {
      const { organizationId, administrator } = await organizationWithAdministrator(gateway)
      const staff = await person(gateway, { staff: true })
      const input = { organizationId, phone: '555-0100', reason: 'ticket 8' }
      const { thing } = await attempt<Asked>(staff.client, 'updateOrganization', input, REQUEST)
      const changeRequestId = thing.changeRequest.id
      gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 30 * MS_PER_DAY))
      const { client } = await signedIn(gateway, administrator.userId)
      expect((await attempt(client, 'approveChangeRequest', { changeRequestId })).codes).toEqual(['ALREADY_DECIDED'])
      const query = 'changeRequests(status: EXPIRED) { nodes { id status } }'
      expect(await organizationOf(client, organizationId, query)).toEqual({
        changeRequests: { nodes: [{ id: changeRequestId, status: 'EXPIRED' }] },
      })
      await gateway.database.transaction((tx) => gateway.gateway.jobs.add(tx, ExpireChangeRequests, {}))
      const letters = await eventually(
        () => lettersTo(gateway, staff.email),
        (found) => found.length > 0,
      )
      expect(letters.map(({ subject }) => subject)).toEqual([
        "Your request has expired: change the organization's data",
      ])
      const answer = await ask(client, '{ organizations { nodes { changeRequests { nodes { decidedByName } } } } }')
      expect(codesOf(answer)).toEqual([])
      const counted = 'gateway_change_requests_total{kind="UPDATE_ORGANIZATION",outcome="expired"} 1'
      await eventually(
        async () => await (await fetch(`${gateway.url}/metrics`)).text(),
        (metrics) => metrics.includes(counted),
      )
    } finally {
      await gateway.stop()
    }
  })

  test('is told once, however many processes look for what has expired at once', async () => {
    const gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    try {
      const { organizationId } = await organizationWithAdministrator(gateway)
      const staff = await person(gateway, { staff: true })
      for (let i = 0; i < 6; i++) {
        const input = { organizationId, phone: `555-010${i}`, reason: 'ticket 9' }
        expect((await attempt(staff.client, 'updateOrganization', input)).codes).toEqual([])
      }
      const { clock, database } = gateway
      const mail = new OrganizationMail(gateway.gateway.jobs, clock, readConfig({}).publisher)
      const expiry = new ChangeRequestExpiry(
        database,
        clock,
        mail,
        new OrganizationMetrics(new Registry()),
        pino({ enabled: false }),
      )
      const never = new AbortController().signal
      await expiry.expireDue(never)
      expect(await lettersTo(gateway, staff.email)).toEqual([])
      clock.advanceTo(new Date(clock.now().getTime() + 30 * MS_PER_DAY))
      await Promise.all(Array.from({ length: 4 }, () => expiry.expireDue(never)))
      expect(await lettersTo(gateway, staff.email)).toHaveLength(6)
      const noted = await rowsOf(
        gateway,
        `select actor_kind from audit_events where action = 'CHANGE_EXPIRED' and organization_id = $1`,
        [organizationId],
      )
      expect(noted).toEqual(Array.from({ length: 6 }, () => ({ actor_kind: 'SYSTEM' })))
    } finally {
      await gateway.stop()
    }
  })

  test('holds up no other when it cannot be ended, and tells nobody who has been dismissed', async () => {
    const gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    try {
      const { organizationId } = await organizationWithAdministrator(gateway)
      const [staff, former] = [await person(gateway, { staff: true }), await person(gateway, { staff: true })]
      const ids: string[] = []
      for (const [i, who] of [staff, former, staff].entries()) {
        const input = { organizationId, phone: `555-010${i}`, reason: 'ticket 10' }
        ids.push((await attempt<Asked>(who.client, 'updateOrganization', input, REQUEST)).thing.changeRequest.id)
      }
      await rowsOf(gateway, 'update users set staff = false where id = $1', [former.userId])
      await rowsOf(
        gateway,
        `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
      )
      await rowsOf(
        gateway,
        `create trigger broken before update on change_requests for each row when (old.id = '${ids[0]}')
         execute function break_down()`,
      )
      const { clock, database } = gateway
      const mail = new OrganizationMail(gateway.gateway.jobs, clock, readConfig({}).publisher)
      const metrics = new OrganizationMetrics(new Registry())
      const expiry = new ChangeRequestExpiry(database, clock, mail, metrics, pino({ enabled: false }))
      clock.advanceTo(new Date(clock.now().getTime() + 30 * MS_PER_DAY))
      await expiry.expireDue(new AbortController().signal)
      const statuses = async () =>
        await rowsOf<{ status: string }>(
          gateway,
          'select status from change_requests where id = any ($1) order by id',
          [ids],
        )
      expect((await statuses()).map(({ status }) => status)).toEqual(['PENDING', 'EXPIRED', 'EXPIRED'])
      expect(await lettersTo(gateway, staff.email)).toHaveLength(1)
      expect(await lettersTo(gateway, former.email)).toEqual([])
      await rowsOf(gateway, 'drop trigger broken on change_requests')
      await expiry.expireDue(new AbortController().signal)
      expect((await statuses()).map(({ status }) => status)).toEqual(['EXPIRED', 'EXPIRED', 'EXPIRED'])
    } finally {
      await gateway.stop()
    }
  })
})
