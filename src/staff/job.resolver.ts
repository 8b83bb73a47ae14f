import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { asPayload } from '../graphql/user-error.js'
import type { JobAdmin } from '../jobs/job.admin.js'
import type { StaffJobService } from './job.service.js'
import { FailedJobType, JobQueueType, RetryJobInput, RetryJobPayload } from './job.type.js'

const FAILED_JOBS = 'failed-jobs'
const FailedJobConnection = connectionOf('FailedJob', FailedJobType, 'failed jobs, the newest failure first')

@Resolver(() => BackOffice)
export class BackOfficeJobsResolver {
  constructor(
    private readonly database: Database,
    private readonly admin: JobAdmin,
    private readonly service: StaffJobService,
  ) {}

  @FieldResolver(() => FailedJobConnection, {
    description: 'Jobs that failed for good within the last week, the newest failure first; 20 a page unless told.',
  })
  async failedJobs(@Args(() => PageArgs) page: PageArgs): Promise<Connection<FailedJobType>> {
    const size = pageSize(page)
    const key = decodeCursor(FAILED_JOBS, page, /^\d{1,16} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const [micros = '', id = ''] = key?.split(' ') ?? []
    const rows = await this.admin.failed(this.database, key === null ? null : { micros: Number(micros), id }, size + 1)
    return pageOf(rows, size, page, (job) => encodeCursor(FAILED_JOBS, `${job.failedAtMicros} ${job.id}`))
  }

  @Holds(100)
  @FieldResolver(() => [JobQueueType], { description: 'Every kind of job of the deployment, by name.' })
  async jobQueues(): Promise<JobQueueType[]> {
    return await this.admin.queues(this.database)
  }

  @Access('STAFF')
  @Mutation(() => RetryJobPayload, {
    description:
      "Puts a job that failed for good back into its queue, to run once more. For the publisher's staff; jobs are of no mode.",
  })
  async retryJob(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RetryJobInput, { description: 'The job.' }) input: RetryJobInput,
  ): Promise<RetryJobPayload> {
    return await asPayload<Pick<RetryJobPayload, 'jobId'>>(
      async () => ({ jobId: await this.service.retry(actor, request, input) }),
      { jobId: null },
    )
  }
}
