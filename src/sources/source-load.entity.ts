import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import { Count, DateTime } from '../graphql/scalars.js'

/** One load of one file, on record. */
@ObjectType({
  description:
    'One load of one file of a source, from its beginning to its end. `rowsRead` is the sum of the other counts.',
})
@Entity('source_loads')
@Check(
  'source_loads_counts_add_up',
  'rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected',
)
export class SourceLoad {
  @Field(() => ID, { description: 'Stable id, `load_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => String, { description: 'Name of the source, for example `NPPES`.' })
  @Column('text')
  source!: string

  @Field(() => String, { description: 'Name of the file that was loaded.' })
  @Column('text', { name: 'file_name' })
  fileName!: string

  @Field(() => String, { description: 'SHA-256 of the file, in lower-case hex.' })
  @Column('text', { name: 'file_sha256' })
  fileSha256!: string

  @Field(() => Count, { description: 'Size of the file in bytes.' })
  @Column('bigint', { name: 'file_bytes' })
  fileBytes!: number

  @Field(() => DateTime, { description: 'When the load began.' })
  @Column('timestamp with time zone', { name: 'started_at' })
  startedAt!: Date

  @Field(() => DateTime, { description: 'When the load ended.' })
  @Column('timestamp with time zone', { name: 'finished_at' })
  finishedAt!: Date

  @Field(() => Count, { description: 'Rows of the file.' })
  @Column('bigint', { name: 'rows_read' })
  rowsRead!: number

  @Field(() => Count, { description: 'Clinicians that were new.' })
  @Column('bigint', { name: 'rows_inserted' })
  rowsInserted!: number

  @Field(() => Count, { description: 'Clinicians of whom the file knew something else.' })
  @Column('bigint', { name: 'rows_updated' })
  rowsUpdated!: number

  @Field(() => Count, { description: 'Clinicians who were in the directory as the file has them.' })
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
}
