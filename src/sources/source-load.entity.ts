import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** One load of one file, on record. */
@Entity('source_loads')
@Check(
  'source_loads_counts_add_up',
  'rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected',
)
export class SourceLoad {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  source!: string

  @Column('text', { name: 'file_name' })
  fileName!: string

  /** Hex. */
  @Column('text', { name: 'file_sha256' })
  fileSha256!: string

  @Column('bigint', { name: 'file_bytes' })
  fileBytes!: number

  @Column('timestamp with time zone', { name: 'started_at' })
  startedAt!: Date

  @Column('timestamp with time zone', { name: 'finished_at' })
  finishedAt!: Date

  @Column('bigint', { name: 'rows_read' })
  rowsRead!: number

  @Column('bigint', { name: 'rows_inserted' })
  rowsInserted!: number

  @Column('bigint', { name: 'rows_updated' })
  rowsUpdated!: number

  @Column('bigint', { name: 'rows_unchanged' })
  rowsUnchanged!: number

  @Column('bigint', { name: 'rows_skipped' })
  rowsSkipped!: number

  @Column('bigint', { name: 'rows_rejected' })
  rowsRejected!: number
}
