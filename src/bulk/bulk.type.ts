import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Count, DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import {
  type BulkErrorCode,
  BulkErrorCodeEnum,
  type BulkKind,
  BulkKindEnum,
  type BulkResultFormat,
  BulkResultFormatEnum,
  type BulkState,
  BulkStateEnum,
} from './bulk.words.js'

@ObjectType({ description: 'How many rows of a bulk operation had the same fate.' })
export class BulkRowCount {
  @Field(() => String, { description: 'What became of them, as the result file says it: `MATCHED`, for example.' })
  status!: string

  @Field(() => Int, { description: 'Rows.' })
  rows!: number
}

@ObjectType('BulkOperation', {
  description:
    'Something that is done with every row of an uploaded file, in the background. Ask for it again every few seconds until it has ended.',
})
export class BulkOperationType {
  @Field(() => ID, { description: 'Stable id, `bulk_…`.' })
  id!: string

  @Field(() => ID, { description: 'Id of the organization for which it is, `org_…`.' })
  organizationId!: string

  @Field(() => BulkKindEnum, { description: 'What is done with the rows.' })
  kind!: BulkKind

  @Field(() => BulkStateEnum, { description: 'How far it has come.' })
  state!: BulkState

  @Field(() => String, { description: 'Name of the uploaded file, as whoever uploaded it called it.' })
  fileName!: string

  @Field(() => String, {
    description: 'SHA-256 of the uploaded file, in lower-case hex. The file itself is deleted when the operation ends.',
  })
  fileSha256!: string

  @Field(() => BulkResultFormatEnum, { description: 'How the result is written.' })
  resultFormat!: BulkResultFormat

  @Field(() => String, {
    nullable: true,
    description: 'Name of the vendor or the person who started it, as it is now; null if there is none any more.',
  })
  createdBy!: string | null

  @Field(() => DateTime, { description: 'When it was started by its creator; it may wait from then on.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When a worker took it up; null while it waits.' })
  startedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it ended, in whatever way; null until then.' })
  endedAt!: Date | null

  @Field(() => Int, {
    nullable: true,
    description: 'Rows of the file; null until they are counted, which comes first.',
  })
  rowsTotal!: number | null

  @Field(() => Int, { description: 'Rows that are processed; their results are safe.' })
  rowsProcessed!: number

  @Field(() => BulkErrorCodeEnum, { nullable: true, description: 'Why it failed; null unless it did.' })
  errorCode!: BulkErrorCode | null

  @Field(() => String, {
    nullable: true,
    description: 'What was expected and what came, in English, for a person; null unless it failed.',
  })
  errorMessage!: string | null

  @Field(() => Count, {
    nullable: true,
    description: 'Size of the result file in bytes; null without one.',
  })
  resultBytes!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the result file, in lower-case hex; null without one.',
  })
  resultSha256!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the result file is deleted; null without one.',
  })
  resultExpiresAt!: Date | null
}

@ObjectType({ description: 'Answer of `cancelBulkOperation`.' })
export class CancelBulkOperationPayload {
  @Field(() => BulkOperationType, {
    nullable: true,
    description: 'The operation, CANCELLING or CANCELLED; null if something is wrong.',
  })
  operation!: BulkOperationType | null

  @Field(() => [UserError], { description: 'NOT_FOUND; ALREADY_ENDED for one that has ended, in whatever way.' })
  userErrors!: UserError[]
}
