import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'

@ObjectType('FailedJob', { description: 'A job that failed for good: it runs again only if somebody puts it back.' })
export class FailedJobType {
  @Field(() => ID, { description: 'Id of the job, a UUID.' })
  id!: string

  failedAtMicros!: number

  @Field(() => String, { description: 'Which kind of job, for example `SendEmail`.' })
  name!: string

  @Field(() => DateTime, { description: 'When its last run failed.' })
  failedAt!: Date

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number

  @Field(() => String, {
    description:
      'Code or class of the last error, for example `ETIMEDOUT` or `TypeError`; `EXPIRED` when the run took too long or its worker was lost, `UNKNOWN` when none was noted. The message is in the log, under the id of the job.',
  })
  error!: string

  @Field(() => [String], { description: 'Ids of what it was to work on, the first 50; jobs carry nothing else of it.' })
  dataIds!: string[]
}

@ObjectType('JobQueue', { description: 'How many jobs of a kind stand where.' })
export class JobQueueType {
  @Field(() => String, { description: 'Which kind of job, for example `SendEmail`.' })
  name!: string

  @Field(() => Int, { description: 'Jobs that wait for their time or for a worker.' })
  waiting!: number

  @Field(() => Int, { description: 'Jobs that run.' })
  active!: number

  @Field(() => Int, { description: 'Jobs that failed for good within the last week.' })
  failed!: number
}

@InputType({ description: 'A failed job to be put back.' })
export class RetryJobInput {
  @Field(() => ID, { description: 'Id of the job.' })
  jobId!: string

  @Field(() => String, { description: `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string
}

@ObjectType({ description: 'Answer of `retryJob`.' })
export class RetryJobPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the job that was put back; null if it was not.' })
  jobId!: string | null

  @Field(() => [UserError], {
    description: '`NOT_FOUND` for no job, `ALREADY_DECIDED` for one that has not failed; empty if it was put back.',
  })
  userErrors!: UserError[]
}
