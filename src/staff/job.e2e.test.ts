import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { SendEmail } from '../mail/send-email.job.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, type TestPerson } from '../testkit/people.js'
import { act, auditOf, look, refusalsOfOthers, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('failed jobs in the back office', () => {
  let gateway: TestGateway
  let staff: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  async function failedJob(): Promise<{ id: string; emailId: string }> {
    const emailId = newId('email')
    await gateway.database.transaction((tx) => gateway.gateway.jobs.add(tx, SendEmail, { emailId }, { key: emailId }))
    const [job] = await rowsOf<{ id: string }>(
      gateway,
      `update pgboss.job set state = 'failed', completed_on = now(), output = '{"error":"ETIMEDOUT"}'
        where data->>'emailId' = $1 returning id`,
      [emailId],
    )
    return { id: job?.id ?? '', emailId }
  }
  const retry = (jobId: string, reason = 'mail server is back') =>
    act<{ jobId: string | null }>(staff.client, 'retryJob', { jobId, reason }, 'jobId')
  const stateOf = async (id: string) => (await rowsOf(gateway, 'select state from pgboss.job where id = $1', [id]))[0]

  test('are listed, counted and put back, which is in the audit trail and in the metrics', async () => {
    const { id, emailId } = await failedJob()
    const seen = await look<{
      failedJobs: { nodes: { id: string }[] }
      jobQueues: { name: string; failed: number }[]
    }>(
      staff.client,
      'failedJobs { nodes { id name failedAt attempts error dataIds } } jobQueues { name waiting active failed }',
    )
    expect(seen.failedJobs.nodes.find((job) => job.id === id)).toEqual({
      id,
      name: 'SendEmail',
      failedAt: expect.any(String),
      attempts: 1,
      error: 'ETIMEDOUT',
      dataIds: [emailId],
    })
    expect(seen.jobQueues.find(({ name }) => name === 'SendEmail')).toMatchObject({ failed: 1, active: 0 })
    expect(await retry(id.toUpperCase())).toEqual({ jobId: id, userErrors: [] })
    expect(await stateOf(id)).toEqual({ state: 'retry' })
    const [audited] = await auditOf(gateway, 'JOB_RETRIED')
    expect(audited).toEqual({
      actorId: staff.userId,
      organizationId: null,
      subjectIds: [id],
      reason: 'mail server is back',
    })
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain('gateway_jobs_retried_total 1')
  })

  test('are put back once, and only jobs that are there', async () => {
    const { id } = await failedJob()
    await retry(id)
    await leavingNoTrace(gateway, async () => {
      const codes = async (jobId: string, reason?: string) =>
        (await retry(jobId, reason)).userErrors.map(({ code }) => code)
      expect(await codes(id)).toEqual(['ALREADY_DECIDED'])
      expect(await codes(id, ' ')).toEqual(['INVALID_INPUT'])
    })
    for (const unknown of [randomUUID(), 'job_1']) {
      expect((await retry(unknown)).userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND'])
    }
  })

  test('stay failed when the audit row cannot be written', async () => {
    const { id } = await failedJob()
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await rowsOf(
      gateway,
      `create trigger broken before insert on audit_events for each row when (new.action = 'JOB_RETRIED')
         execute function break_down()`,
    )
    const answer = await tryToAct(staff.client, 'retryJob', { jobId: id, reason: 'again' }, 'jobId')
    await rowsOf(gateway, 'drop trigger broken on audit_events')
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    expect(await stateOf(id)).toEqual({ state: 'failed' })
  })

  test('are for staff only', async () => {
    const { id } = await failedJob()
    const refused = await refusalsOfOthers(gateway, 'retryJob', { jobId: id, reason: 'mine' })
    expect(refused).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED'])
    expect(await stateOf(id)).toEqual({ state: 'failed' })
  })

  test('are walked page by page', async () => {
    for (let n = 0; n < 3; n++) await failedJob()
    const page = async (after: string | null) =>
      (
        await look<{ failedJobs: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
          staff.client,
          `failedJobs(first: 2, after: ${JSON.stringify(after)}) { nodes { id } pageInfo { endCursor hasNextPage } }`,
        )
      ).failedJobs
    const seen: string[] = []
    let { nodes, pageInfo } = await page(null)
    for (;;) {
      seen.push(...nodes.map(({ id }) => id))
      if (!pageInfo.hasNextPage) break
      ;({ nodes, pageInfo } = await page(pageInfo.endCursor))
    }
    const [count] = await rowsOf<{ count: number }>(
      gateway,
      `select count(*)::int as count from pgboss.job where state = 'failed'`,
    )
    expect(new Set(seen).size).toBe(count?.count)
  })
})
