import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { eventually } from '../testkit/eventually.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { defineJob, type JobDefinition } from './job.definition.js'
import { JobQueue } from './job.queue.js'

const once = { retryLimit: 3, retryDelaySeconds: 0, retryBackoff: false, expireInSeconds: 1 }
const Greet = defineJob<{ name: string }>({ ...once, name: 'Greet' })
const Tidy = defineJob<Record<string, never>>({ ...once, name: 'Tidy', retryLimit: 0, onePending: true })
const Travel = defineJob<{ name: string }>({ ...once, name: 'Travel', expireInSeconds: 3_600 })
const Unknown = defineJob<{ name: string }>({ ...once, name: 'Unknown' })

let db: TestDatabase
let database: Database
let queues: { jobs: JobQueue; metrics: Registry }[] = []

describe('the queue', () => {
  beforeEach(async () => {
    db = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: db.url }).initialize())
  })
  afterEach(async () => {
    await Promise.all(queues.map(({ jobs }) => jobs.stop(100)))
    queues = []
    await database.dataSource.destroy()
    await db.drop()
  })

  function make(
    definitions: readonly JobDefinition<object>[] = [Greet, Tidy, Travel],
    leaseSeconds = 30,
  ): { jobs: JobQueue; metrics: Registry } {
    const metrics = new Registry()
    const logger = pino({ level: 'silent' })
    const made = {
      metrics,
      jobs: new JobQueue({
        url: db.url,
        jobs: definitions,
        logger,
        metrics,
        maintenanceIntervalSeconds: 1,
        leaseSeconds,
      }),
    }
    queues.push(made)
    return made
  }

  async function start(mode: 'sending' | 'working' = 'working'): Promise<{ jobs: JobQueue; metrics: Registry }> {
    const made = make()
    await made.jobs.start(mode)
    return made
  }

  const states = async () => (await database.pool.query('select name, state from pgboss.job order by created_on')).rows

  test('what a killed worker did is due at once, whatever pause its kind has after a failure', async () => {
    const patient = { retryLimit: 3, retryDelaySeconds: 600, retryBackoff: true, expireInSeconds: 1 }
    const Patient = defineJob<{ name: string }>({ ...patient, name: 'Patient' })
    const { jobs } = make([Patient])
    await jobs.start('sending')
    await database.transaction((tx) => jobs.add(tx, Patient, { name: 'Ada' }))
    // As a worker leaves it that was killed while it did the job.
    await database.pool.query(
      `update pgboss.job set state = 'active', started_on = now() - interval '31 seconds' where name = 'Patient'`,
    )
    const heir = make([Patient])
    await heir.jobs.start('working')
    const done: string[] = []
    heir.jobs.work(Patient, async ({ name }) => void done.push(name))
    await eventually(
      () => done.length,
      (count) => count === 1,
    )
  })

  describe('a job', () => {
    test('is done by another process than the one that added it, with its data', async () => {
      const sending = await start('sending')
      const working = await start()
      const done: string[] = []
      working.jobs.work(Greet, async ({ name }) => void done.push(name), 4)
      await database.transaction(async (tx) => {
        await sending.jobs.add(tx, Greet, { name: 'Ada' })
        await sending.jobs.addAll(tx, Greet, [{ data: { name: 'Ben' } }, { data: { name: 'Cleo' } }])
      })
      await eventually(
        () => done.length,
        (count) => count === 3,
      )
      expect(done.sort()).toEqual(['Ada', 'Ben', 'Cleo'])
      await eventually(states, (rows) => rows.every((row) => row.state === 'completed'))
      expect(await working.metrics.metrics()).toContain('gateway_jobs_total{job="Greet",outcome="completed"} 3')
    })

    test('is not there when the transaction rolls back', async () => {
      const { jobs } = await start('sending')
      const failing = database.transaction(async (tx) => {
        await jobs.add(tx, Greet, { name: 'Ada' })
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await states()).toEqual([])
    })

    test('that fails is done again', async () => {
      const { jobs, metrics } = await start()
      let tries = 0
      jobs.work(Greet, async () => {
        tries += 1
        if (tries < 3) throw new Error('not yet')
      })
      await database.transaction((tx) => jobs.add(tx, Greet, { name: 'Ada' }))
      await eventually(states, ([row]) => row?.state === 'completed')
      expect(tries).toBe(3)
      expect(await metrics.metrics()).toContain('gateway_jobs_total{job="Greet",outcome="failed"} 2')
    })

    test('of a worker that says nothing any more comes back after its expiry', async () => {
      const lost = await start()
      let taken = 0
      lost.jobs.work(Greet, () => {
        taken += 1
        return new Promise(() => undefined)
      })
      await database.transaction((tx) => lost.jobs.add(tx, Greet, { name: 'Ada' }))
      await eventually(
        () => taken,
        (count) => count === 1,
      )
      const heir = await start()
      const done: string[] = []
      heir.jobs.work(Greet, async ({ name }) => void done.push(name))
      await eventually(
        () => done.length,
        (count) => count === 1,
      )
    })

    const travels = async () => {
      const sql = `select id, extract(epoch from started_on)::float8 as since, state from pgboss.job where name = 'Travel'`
      return (await database.pool.query<{ id: string; since: number; state: string }>(sql)).rows[0]
    }

    test('that takes long stays with its worker as long as that gives signs of life', async () => {
      const { jobs } = make([Travel], 5)
      await jobs.start('working')
      let release = () => {}
      let taken = 0
      jobs.work(Travel, () => {
        taken += 1
        return new Promise((resolve) => (release = resolve))
      })
      await database.transaction((tx) => jobs.add(tx, Travel, { name: 'Ada' }))
      const first = await eventually(travels, (travel) => travel?.state === 'active')
      await eventually(travels, (travel) => (travel?.since ?? 0) > (first?.since ?? 0))
      release()
      await eventually(travels, (travel) => travel?.state === 'completed')
      expect(taken).toBe(1)
    })

    test('that takes long, of a worker that gives none, goes to another', async () => {
      const dead = make([Travel], 1)
      await dead.jobs.start('sending')
      await database.transaction((tx) => dead.jobs.add(tx, Travel, { name: 'Ada' }))
      // As a process leaves it that was killed.
      await database.pool.query(`update pgboss.job set state = 'active', started_on = now() where name = 'Travel'`)
      const heir = make([Travel], 1)
      await heir.jobs.start('working')
      const done: string[] = []
      heir.jobs.work(Travel, async ({ name }) => void done.push(name))
      await eventually(
        () => done.length,
        (count) => count === 1,
      )
    })

    test('that runs when its worker stops is handed back at once', async () => {
      const { jobs } = await start()
      let taken = 0
      jobs.work(Greet, () => {
        taken += 1
        return new Promise(() => undefined)
      })
      await database.transaction((tx) => jobs.add(tx, Greet, { name: 'Ada' }))
      await eventually(
        () => taken,
        (count) => count === 1,
      )
      await jobs.stop(1)
      expect(await states()).toEqual([{ name: 'Greet', state: 'retry' }])
    })

    test('whose end cannot be noted does not end the process', async () => {
      const { jobs } = await start()
      let release = () => {}
      jobs.work(Greet, () => new Promise((resolve) => (release = resolve)))
      await database.transaction((tx) => jobs.add(tx, Greet, { name: 'Ada' }))
      await eventually(states, ([row]) => row?.state === 'active')
      await database.pool.query('alter table pgboss.job rename to away')
      release()
      await jobs.stop(1_000)
      await database.pool.query('alter table pgboss.away rename to job')
      expect(await states()).toEqual([{ name: 'Greet', state: 'active' }])
    })

    test('of an unknown kind is refused', async () => {
      const { jobs } = await start('sending')
      await expect(database.transaction((tx) => jobs.add(tx, Unknown, { name: 'Ada' }))).rejects.toThrow('Unknown')
    })
  })

  test('queues are made once by many processes that start at once', async () => {
    const definitions = Array.from({ length: 6 }, (_, index) => defineJob({ ...once, name: `Job${index}` }))
    const made = Array.from({ length: 5 }, () => make(definitions))
    await Promise.all(made.map(({ jobs }, index) => jobs.start(index % 2 === 0 ? 'working' : 'sending')))
    const { rows } = await database.pool.query(`select name from pgboss.queue where name like 'Job%'`)
    expect(rows).toHaveLength(6)
  })

  test('a recurring job is there once a slot, however many processes ask and whether or not one works', async () => {
    const made = await Promise.all([start(), start(), start()])
    for (const { jobs } of made) jobs.every(3_600, Tidy)
    await eventually(states, (rows) => rows.length > 0)
    let done = 0
    made[0]?.jobs.work(Tidy, async () => {
      done += 1
    })
    await eventually(states, (rows) => rows.every((row) => row.state === 'completed'))
    expect(done).toBe(1)
  })

  test('the scrape tells how many jobs wait and for how long', async () => {
    const { jobs, metrics } = await start('sending')
    await database.transaction(async (tx) => {
      await jobs.add(tx, Greet, { name: 'Ada' })
      await jobs.add(tx, Greet, { name: 'Ben' }, { startAfterSeconds: 600 })
    })
    const text = await metrics.metrics()
    expect(text).toContain('gateway_jobs_queued{job="Greet"} 1')
    expect(text).toContain('gateway_jobs_queued{job="Tidy"} 0')
    expect(text).toMatch(/gateway_jobs_oldest_age_seconds\{job="Greet"\} 0\.\d+/)
  })
})
