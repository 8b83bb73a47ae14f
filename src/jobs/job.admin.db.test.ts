import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { newId } from '../kernel/ids.js'
import { eventually } from '../testkit/eventually.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { JobAdmin } from './job.admin.js'
import { defineJob } from './job.definition.js'
import { JobQueue } from './job.queue.js'

const patience = { retryLimit: 1, retryDelaySeconds: 0, retryBackoff: false, expireInSeconds: 60 }
const Greet = defineJob<{ personId: string; note: string; more?: object }>({ ...patience, name: 'Greet' })
const Tidy = defineJob<Record<string, never>>({ ...patience, name: 'Tidy', onePending: true })

let db: TestDatabase
let database: Database
let jobs: JobQueue
let admin: JobAdmin

describe('the care for jobs', () => {
  beforeEach(async () => {
    db = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: db.url }).initialize())
    const settings = { url: db.url, jobs: [Greet, Tidy], logger: pino({ level: 'silent' }), metrics: new Registry() }
    jobs = new JobQueue({ ...settings, maintenanceIntervalSeconds: 1 })
    admin = new JobAdmin(jobs)
    await jobs.start('working')
  })
  afterEach(async () => {
    await jobs.stop(100)
    await database.dataSource.destroy()
    await db.drop()
  })

  const failed = (limit = 10) => admin.failed(database, null, limit)
  const retry = (id: string) => database.transaction((tx) => admin.retry(tx, id))
  const sql = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows

  /** A job that has failed for good, as the worker leaves it. */
  async function failedJob(error = 'Error', personId = newId('user')): Promise<string> {
    await database.transaction((tx) => jobs.add(tx, Greet, { personId, note: 'for Ada' }))
    const [job] = await sql(
      `update pgboss.job set state = 'failed', completed_on = now(), started_on = now(), retry_count = 1, output = $1
      where data->>'personId' = $2 returning id`,
      [{ error }, personId],
    )
    return job.id
  }

  /** What pg-boss does with a job half a day after it ended. */
  async function archive(id: string): Promise<void> {
    await sql(
      `with moved as (delete from pgboss.job where id = $1 returning *)
     insert into pgboss.archive select * from moved`,
      [id],
    )
  }

  describe('a job that failed for good', () => {
    test('is listed with the code of its error and the ids it carries, and is done when it was put back', async () => {
      let broken = true
      const done: string[] = []
      jobs.work(Greet, async ({ personId }) => {
        if (broken) throw Object.assign(new Error('550 ada@people.example is unknown'), { code: 'ECONNREFUSED' })
        done.push(personId)
      })
      const personId = newId('user')
      const more = { orderIds: [newId('order')], text: 'Ada Fictional' }
      await database.transaction((tx) => jobs.add(tx, Greet, { personId, note: 'for Ada', more }))
      const [job] = await eventually(failed, (list) => list.length === 1)
      expect(job).toMatchObject({ name: 'Greet', attempts: 2, error: 'ECONNREFUSED' })
      expect(job?.dataIds.sort()).toEqual([personId, ...more.orderIds].sort())
      expect(JSON.stringify(job)).not.toContain('Ada')
      expect(JSON.stringify(await sql('select output from pgboss.job'))).not.toContain('ada@people.example')

      broken = false
      expect(await retry(job?.id ?? '')).toBe('RETRIED')
      await eventually(
        () => done,
        (list) => list.length === 1,
      )
      await eventually(
        () => sql('select state from pgboss.job'),
        ([row]) => row?.state === 'completed',
      )
      expect(await failed()).toEqual([])
      expect(await retry(job?.id ?? '')).toBe('NOT_FAILED')
    })

    test('is listed and put back from the archive too', async () => {
      const id = await failedJob()
      await archive(id)
      expect((await failed()).map((job) => job.id)).toEqual([id])
      expect(await retry(id)).toBe('RETRIED')
      const [job] = await sql("select state, keep_until > now() + interval '13 days' as kept from pgboss.job")
      expect(job).toEqual({ state: 'retry', kept: true })
      expect(await sql('select id from pgboss.archive')).toEqual([])
    })

    test.each(['at its place', 'in the archive'])(
      '%s is put back by one of several who do it at once',
      async (where) => {
        const id = await failedJob()
        if (where === 'in the archive') await archive(id)
        const outcomes = await Promise.all(Array.from({ length: 5 }, () => retry(id)))
        expect(outcomes.sort()).toEqual(['NOT_FAILED', 'NOT_FAILED', 'NOT_FAILED', 'NOT_FAILED', 'RETRIED'])
      },
    )

    test('stays failed when the transaction rolls back', async () => {
      const id = await failedJob()
      await archive(id)
      const failing = database.transaction(async (tx) => {
        await admin.retry(tx, id)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect((await failed()).map((job) => job.id)).toEqual([id])
    })

    test('is listed after those that failed later, page by page, also within a microsecond', async () => {
      const ids: string[] = []
      for (let n = 0; n < 5; n++) ids.push(await failedJob())
      await sql(`update pgboss.job set completed_on = '2026-01-01T00:00:00.000001Z' where id = any ($1)`, [
        ids.slice(0, 3),
      ])
      await sql(`update pgboss.job set completed_on = '2026-01-01T00:00:00.000002Z' where id = any ($1)`, [
        ids.slice(3),
      ])
      const seen: string[] = []
      for (let before: { micros: number; id: string } | null = null; ; ) {
        const page = await admin.failed(database, before, 2)
        seen.push(...page.map((job) => job.id))
        const last = page.at(-1)
        if (last === undefined) break
        before = { micros: last.failedAtMicros, id: last.id }
      }
      expect(seen).toHaveLength(5)
      expect(new Set(seen.slice(0, 2))).toEqual(new Set(ids.slice(3)))
      expect(new Set(seen)).toEqual(new Set(ids))
    })

    test.each([
      [null, 'UNKNOWN'],
      [{ message: 'see the log' }, 'UNKNOWN'],
      [{ value: { message: 'job failed by timeout in active state' } }, 'EXPIRED'],
      [{ error: 'WORKER_STOPPED' }, 'WORKER_STOPPED'],
    ])('with the note %p has the error %p', async (output, error) => {
      const id = await failedJob()
      await sql('update pgboss.job set output = $2 where id = $1', [id, output])
      expect((await failed()).map((job) => job.error)).toEqual([error])
    })
  })

  test.each(['not-a-uuid', '', randomUUID()])('no job is put back by the id %p', async (id) => {
    expect(await retry(id)).toBe('UNKNOWN')
  })

  test('a job that ended well is not put back, nor one that waits', async () => {
    const ended = await failedJob()
    await sql(`update pgboss.job set state = 'completed'`)
    await archive(ended)
    expect(await retry(ended)).toBe('NOT_FAILED')
    await database.transaction((tx) => jobs.add(tx, Tidy, {}))
    const [waiting] = await sql(`select id from pgboss.job where name = 'Tidy'`)
    expect(await retry(waiting.id)).toBe('NOT_FAILED')
  })

  test('queues tell how many jobs wait, run and failed, those without any too', async () => {
    await archive(await failedJob())
    await failedJob()
    await database.transaction((tx) =>
      jobs.add(tx, Greet, { personId: newId('user'), note: '' }, { startAfterSeconds: 60 }),
    )
    expect(await admin.queues(database)).toEqual([
      { name: 'Greet', waiting: 1, active: 0, failed: 2, oldestSeconds: null },
      { name: 'Tidy', waiting: 0, active: 0, failed: 0, oldestSeconds: null },
    ])
  })
})
