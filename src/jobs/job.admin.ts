import type { Reader, Transaction } from '../db/database.js'
import { JOBS_SCHEMA } from '../db/migrate.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { JobQueue } from './job.queue.js'

/** A job that failed for good: it is not tried again unless somebody puts it back. */
export interface FailedJob {
  /** A UUID. */
  id: string
  name: string
  failedAt: Date
  /** Microseconds since 1970 of `failedAt`, as exact as the database has it. */
  failedAtMicros: number
  attempts: number
  /** Code or class of the last error. */
  error: string
  /** Ids among its data. */
  dataIds: string[]
}

/** How many jobs of a kind stand where. */
export interface JobQueueState {
  name: string
  waiting: number
  active: number
  failed: number
  /** For how long the oldest of those has waited that could run; null if none could. */
  oldestSeconds: number | null
}

/** What became of the wish to put a job back. */
export type RetryOutcome = 'RETRIED' | 'NOT_FAILED' | 'UNKNOWN'

const JOB = `${JOBS_SCHEMA}.job`
const ARCHIVE = `${JOBS_SCHEMA}.archive`

/** pg-boss moves what ended half a day ago into its archive, and deletes it there a week later. */
const ALL_JOBS = `(select id, name, state, data, output, retry_count, completed_on, start_after from ${JOB}
  union all select id, name, state, data, output, retry_count, completed_on, null from ${ARCHIVE})`

/** pg-boss itself writes the text of a run that took too long. */
const FAILED = readStatement<Omit<FailedJob, 'dataIds'> & { data: unknown; error: string | null }>(
  'jobs_failed',
  `select id::text, name, completed_on as "failedAt", micros as "failedAtMicros", retry_count + 1 as attempts, data,
          coalesce(output->>'error', case when output->'value'->>'message' like '%timeout%' then 'EXPIRED' end) as error
     from ${ALL_JOBS} j, lateral (select (extract(epoch from completed_on) * 1000000)::bigint as micros) m
    where state = 'failed' and name = any ($1) and ($2::bigint is null or (micros, id) < ($2, $3::uuid))
    order by micros desc, id desc limit $4`,
)

const STATES = readStatement<JobQueueState>(
  'job_queue_states',
  `select n.name, count(*) filter (where j.state < 'active')::int as waiting,
          count(*) filter (where j.state = 'active')::int as active,
          count(*) filter (where j.state = 'failed')::int as failed,
          extract(epoch from now() - min(j.start_after)
            filter (where j.state < 'active' and j.start_after <= now()))::int as "oldestSeconds"
     from unnest($1::text[]) as n (name) left join ${ALL_JOBS} j on j.name = n.name
    group by n.name order by n.name`,
)

const LOCK = writeStatement<{ name: string; state: string }>(
  'job_lock',
  `select name, state from ${JOB} where name = any ($1) and id = $2 for update`,
)

const COLUMNS = `id, name, priority, data, state, retry_limit, retry_count, retry_delay, retry_backoff, start_after,
  started_on, singleton_key, singleton_on, expire_in, created_on, completed_on, keep_until, dead_letter, policy, output`

const UNARCHIVE = writeStatement<{ name: string; state: string }>(
  'job_unarchive',
  `with taken as (delete from ${ARCHIVE} where name = any ($1) and id = $2 and state = 'failed' returning *)
   insert into ${JOB} (${COLUMNS}) select ${COLUMNS} from taken returning name, state`,
)

/** A job that waits past this would be archived as forgotten. */
const KEEP = writeStatement(
  'job_keep',
  `update ${JOB} set keep_until = greatest(keep_until, now() + interval '14 days') where name = $1 and id = $2`,
)

const ARCHIVED = readStatement<{ id: string }>(
  'job_archived',
  `select id::text from ${ARCHIVE} where name = any ($1) and id = $2`,
)

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Most ids that are shown of one job: some are of thousands. */
const MAX_DATA_IDS = 50
/** A TypeID of ours. */
const OUR_ID = /^[a-z]{2,10}_[0-9a-hjkmnp-tv-z]{26}$/

/** What the publisher's staff see of the job queue, and do with it. */
export class JobAdmin {
  readonly #names: readonly string[]

  constructor(private readonly jobs: Pick<JobQueue, 'names' | 'retry'>) {
    this.#names = jobs.names
  }

  /** Up to `limit` jobs that failed for good, the newest first, before the place that a cursor tells. */
  async failed(reader: Reader, before: { micros: number; id: string } | null, limit: number): Promise<FailedJob[]> {
    const rows = await reader.rows(FAILED, [this.#names, before?.micros ?? null, before?.id ?? null, limit])
    return rows.map(({ data, ...row }) => ({
      ...row,
      error: row.error ?? 'UNKNOWN',
      dataIds: idsIn(data).slice(0, MAX_DATA_IDS),
    }))
  }

  /** The state of every queue, by name. */
  async queues(reader: Reader): Promise<JobQueueState[]> {
    return await reader.rows(STATES, [this.#names])
  }

  /** Puts a job that failed back into its queue, from the archive too: it runs once more if `tx` commits. */
  async retry(tx: Transaction, id: string): Promise<RetryOutcome> {
    if (!UUID.test(id)) return 'UNKNOWN'
    // Looked for once more at the end: another may just have fetched it from the archive.
    for (const statement of [LOCK, UNARCHIVE, LOCK]) {
      const [job] = await tx.write(statement, [this.#names, id])
      if (job === undefined) continue
      if (job.state !== 'failed') return 'NOT_FAILED'
      await tx.write(KEEP, [job.name, id])
      await this.jobs.retry(tx, job.name, id)
      return 'RETRIED'
    }
    return (await tx.rows(ARCHIVED, [this.#names, id])).length > 0 ? 'NOT_FAILED' : 'UNKNOWN'
  }
}

/** Ids within the data of a job, however deep; nothing else of it is shown. */
function idsIn(data: unknown): string[] {
  if (typeof data === 'string') return OUR_ID.test(data) ? [data] : []
  return data !== null && typeof data === 'object' ? Object.values(data).flatMap(idsIn) : []
}
