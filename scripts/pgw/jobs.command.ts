import { Command, Option } from 'commander'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { JOBS } from '../../src/app.jobs.js'
import { recordAudit } from '../../src/audit/audit.trail.js'
import { requireReason } from '../../src/audit/reason.js'
import type { Database } from '../../src/db/database.js'
import { type FailedJob, JobAdmin } from '../../src/jobs/job.admin.js'
import { JobQueue } from '../../src/jobs/job.queue.js'
import { systemClock } from '../../src/kernel/clock.js'
import { parsePositive, REASON_OPTION } from './arguments.js'
import { withDatabase } from './database.js'
import { OperatorError, operatorRequest, UsageError } from './operator.js'
import { JSON_OPTION, type OutputOptions, print } from './output.js'

const NAMES = JOBS.map(({ name }) => name).sort()
const PAGE = 100
const DEFAULT_FAILED = 20

interface Work {
  database: Database
  admin: JobAdmin
}

async function withJobs(work: (jobs: Work) => Promise<void>): Promise<void> {
  await withDatabase(async ({ database, url }) => {
    const logger = pino({ level: 'error' }, process.stderr)
    const jobs = new JobQueue({ url, jobs: JOBS, logger, metrics: new Registry(), poolSize: 2 })
    try {
      await jobs.start('sending')
      await work({ database, admin: new JobAdmin(jobs) })
    } finally {
      await jobs.stop()
    }
  })
}

async function list(options: OutputOptions): Promise<void> {
  await withJobs(async ({ database, admin }) => {
    const queues = await admin.queues(database)
    const told = queues.map(({ name, waiting, active, failed, oldestSeconds }) => {
      const age = oldestSeconds === null ? '' : `, the oldest for ${oldestSeconds} s`
      return `${name.padEnd(28)}  waiting ${waiting}${age}; active ${active}; failed ${failed}`
    })
    print(options, { queues }, told)
  })
}

async function listFailed({
  kind,
  limit,
  ...options
}: OutputOptions & { kind?: string; limit: number }): Promise<void> {
  await withJobs(async ({ database, admin }) => {
    const jobs: Omit<FailedJob, 'failedAtMicros'>[] = []
    for await (const { failedAtMicros: _cursor, ...job } of failedJobs(database, admin)) {
      if (kind === undefined || job.name === kind) jobs.push(job)
      if (jobs.length === limit) break
    }
    const told = jobs.map(({ id, name, failedAt, attempts, error, dataIds }) => {
      return `${id}  ${name}  ${failedAt.toISOString()}  ${attempts} attempts  ${error}  ${dataIds.join(' ')}`.trimEnd()
    })
    print(options, { jobs }, told)
  })
}

/** All that failed for good, the newest first. */
async function* failedJobs(database: Database, admin: JobAdmin): AsyncGenerator<FailedJob> {
  for (let page: FailedJob[] | null = null; page === null || page.length === PAGE; ) {
    const last: FailedJob | undefined = page?.at(-1)
    page = await admin.failed(database, last === undefined ? null : { micros: last.failedAtMicros, id: last.id }, PAGE)
    yield* page
  }
}

interface RetryOptions extends OutputOptions {
  all?: true
  kind?: string
  reason: string
}

async function retry(id: string | undefined, { all, kind, reason, ...options }: RetryOptions): Promise<void> {
  if ((id === undefined) === (all === undefined)) throw new UsageError('expected the id of a job, or --all with --kind')
  if (all !== (kind === undefined ? undefined : true)) throw new UsageError('--all and --kind go together')
  const checked = requireReason(reason)
  await withJobs(async (work) => {
    const retried: string[] = []
    if (id !== undefined) {
      const outcome = await retryOne(work, id.toLowerCase(), checked)
      if (outcome === 'UNKNOWN') throw new OperatorError(`no job has the id "${id}"`)
      if (outcome === 'NOT_FAILED') throw new OperatorError('expected a job that failed for good; this one did not')
      retried.push(id.toLowerCase())
    } else {
      const failed = []
      for await (const job of failedJobs(work.database, work.admin)) if (job.name === kind) failed.push(job.id)
      // One that somebody else has put back meanwhile is none of ours.
      for (const one of failed) if ((await retryOne(work, one, checked)) === 'RETRIED') retried.push(one)
    }
    print(options, { retried }, [...retried.map((one) => `${one} runs once more`), `${retried.length} put back`])
  })
}

/** With its audit row or not at all. */
async function retryOne({ database, admin }: Work, id: string, reason: string) {
  return await database.transaction(async (tx) => {
    const outcome = await admin.retry(tx, id)
    if (outcome !== 'RETRIED') return outcome
    const subject = { kind: 'job', ids: [id] }
    const by = { actor: 'OPERATOR' as const, request: operatorRequest(), organizationId: null }
    await recordAudit(tx, { action: 'JOB_RETRIED', ...by, subject, reason, at: systemClock.now() })
    return outcome
  })
}

const EXAMPLES = `
Examples:
  pgw jobs list
  pgw jobs failed --kind SendEmail --json
  pgw jobs retry 0198c6a4-… --reason "the mail server is back"
  pgw jobs retry --all --kind SendEmail --reason "the mail server is back"`

/** `pgw jobs` */
export function jobsCommand(): Command {
  const kind = () => new Option('--kind <name>', 'only of this kind').choices(NAMES)
  const jobs = new Command('jobs').description('work that waits, runs or has failed').addHelpText('after', EXAMPLES)
  jobs
    .command('list')
    .description('how many jobs of each kind wait, and for how long, run, or have failed for good')
    .option(...JSON_OPTION)
    .action(list)
  jobs
    .command('failed')
    .description('jobs that failed for good, the newest first; of their data the ids alone')
    .addOption(kind())
    .option('--limit <number>', 'how many at the most', parsePositive, DEFAULT_FAILED)
    .option(...JSON_OPTION)
    .action(listFailed)
  jobs
    .command('retry')
    .description('puts a job that failed back into its queue, or all of a kind; each is audited')
    .argument('[id]', 'of the job')
    .option('--all', 'every one of --kind')
    .addOption(kind())
    .requiredOption(...REASON_OPTION)
    .option(...JSON_OPTION)
    .action(retry)
  return jobs
}
