import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { Count, DateTime, LocalDate } from '../graphql/scalars.js'
import type { LoadScope } from './engine/source.loader.js'

export const LOAD_STATES = ['RUNNING', 'INTERRUPTED', 'COMPLETED', 'FAILED'] as const
export type LoadState = (typeof LOAD_STATES)[number]

const LoadStateEnum = enumOf(LOAD_STATES)
registerEnumType(LoadStateEnum, {
  name: 'LoadState',
  description: 'How far the load of a file has come.',
  valuesConfig: {
    RUNNING: { description: 'It runs, or its process has died and nobody has loaded the source since.' },
    INTERRUPTED: { description: 'It was stopped, or its process died; loading the same file again goes on with it.' },
    COMPLETED: { description: 'All of the file is applied.' },
    FAILED: { description: 'It ended with an error; loading the same file again goes on after what is applied.' },
  },
})

export const LoadScopeEnum = enumOf(['FULL', 'UPDATE'] as const)
registerEnumType(LoadScopeEnum, {
  name: 'LoadScope',
  description: 'What a file says of the records that are not in it.',
  valuesConfig: {
    FULL: { description: 'The file is all that the source knows: what is not in it is no longer reported.' },
    UPDATE: { description: 'The file is what has changed: it says nothing of the others.' },
  },
})

/** Rows of a load that had one fate for one reason. */
@ObjectType({ description: 'How many rows of a file were skipped or rejected for one reason.' })
export class LoadReason {
  @Field(() => String, {
    description:
      'The reason in upper case, for example `OTHER_PROFESSION`; each kind of file has its own. With the field at fault after a blank if it is known: `IMPOSSIBLE_DATE expiresOn`.',
  })
  reason!: string

  @Field(() => Count, { description: 'Rows.' })
  rows!: number
}

/**
 * One load of one file, on record from its beginning. Its process stores here, in the transaction of each batch, how far
 * it has come; the next load of the same file begins there.
 */
@ObjectType({
  description:
    'One load of one file of a source, from its beginning to its end. `rowsRead` is the sum of the other counts of rows; where several rows form one record, all of them count for what became of it.',
})
@Entity('source_loads')
@Check('source_loads_state_known', `state in ('RUNNING', 'INTERRUPTED', 'COMPLETED', 'FAILED')`)
@Check('source_loads_scope_known', `scope in ('FULL', 'UPDATE')`)
@Check(
  'source_loads_counts_add_up',
  'rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected + rows_pending',
)
@Check(
  'source_loads_completed_whole',
  `state <> 'COMPLETED' or (finished_at is not null and file_sha256 is not null and rows_pending = 0)`,
)
export class SourceLoad {
  @Field(() => ID, { description: 'Stable id, `load_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => String, { description: 'Name of the source, for example `NPPES`.' })
  @Column('text')
  source!: string

  /** Name of the loader, as on the command line. */
  @Column('text')
  loader!: string

  @Field(() => LoadStateEnum, { description: 'How far it has come.' })
  @Column('text')
  state!: LoadState

  @Field(() => LoadScopeEnum, { description: 'What the file says of the records that are not in it.' })
  @Column('text')
  scope!: LoadScope

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Of which day the file is; null if neither its name nor who loaded it said.',
  })
  @Column('date', { name: 'as_of', nullable: true })
  asOf!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Who loaded it: `OPERATOR` at the command line, `SYSTEM` by itself; null for loads of before this was kept, of which the audit trail knows.',
  })
  @Column('text', { nullable: true })
  actor!: string | null

  @Field(() => String, { description: 'Name of the file that was loaded.' })
  @Column('text', { name: 'file_name' })
  fileName!: string

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file, in lower-case hex; null until all of it was read.',
  })
  @Column('text', { name: 'file_sha256', nullable: true })
  fileSha256!: string | null

  @Field(() => Count, { description: 'Size of the file in bytes.' })
  @Column('bigint', { name: 'file_bytes' })
  fileBytes!: number

  @Field(() => DateTime, { description: 'When the load began.' })
  @Column('timestamp with time zone', { name: 'started_at' })
  startedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When the load ended; null while it runs.' })
  @Column('timestamp with time zone', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null

  @Field(() => Count, { description: 'Rows of the file; 0 until all of it was read.' })
  @Column('bigint', { name: 'rows_read' })
  rowsRead!: number

  @Field(() => Count, { description: 'Rows of records that were new.' })
  @Column('bigint', { name: 'rows_inserted' })
  rowsInserted!: number

  @Field(() => Count, { description: 'Rows of records of which the file knew something else.' })
  @Column('bigint', { name: 'rows_updated' })
  rowsUpdated!: number

  @Field(() => Count, { description: 'Rows of records that were known as the file has them.' })
  @Column('bigint', { name: 'rows_unchanged' })
  rowsUnchanged!: number

  @Field(() => Count, {
    description: 'Rows that are not for the directory, for example of other professions or older than what is known.',
  })
  @Column('bigint', { name: 'rows_skipped' })
  rowsSkipped!: number

  @Field(() => Count, { description: 'Rows that could not be understood; the reject file of the load lists them.' })
  @Column('bigint', { name: 'rows_rejected' })
  rowsRejected!: number

  @Field(() => Count, { description: 'Rows of which nobody knows yet what becomes of them; 0 once it is completed.' })
  @Column('bigint', { name: 'rows_pending', default: 0 })
  rowsPending!: number

  @Field(() => Count, { description: 'Records that the source no longer has; only a `FULL` file tells.' })
  @Column('bigint', { name: 'records_vanished', default: 0 })
  recordsVanished!: number

  @Holds(20, { usually: 5 })
  @Field(() => [LoadReason], { description: 'Why rows were skipped, the commonest reason first.' })
  skippedByReason!: LoadReason[]

  @Column('jsonb', { name: 'skipped_by_reason', default: {} })
  skippedReasons!: Record<string, number>

  @Holds(20, { usually: 5 })
  @Field(() => [LoadReason], {
    description: 'Why rows were rejected, the commonest reason first; a row with several faults counts for each.',
  })
  rejectedByReason!: LoadReason[]

  @Column('jsonb', { name: 'rejected_by_reason', default: {} })
  rejectedReasons!: Record<string, number>

  /** Rows in the staging table; null until that is complete. */
  @Column('bigint', { name: 'rows_staged', nullable: true })
  rowsStaged!: number | null

  /** All records up to this key, in the order of the bytes, are applied. */
  @Column('text', { name: 'checkpoint_key', nullable: true })
  checkpointKey!: string | null

  /** Counts the processes that have worked on it: one that was given up cannot go on. */
  @Column('integer', { default: 1 })
  attempt!: number

  @Field(() => String, { nullable: true, description: 'Why it failed or was interrupted; null if it was not.' })
  @Column('text', { nullable: true })
  error!: string | null
}
