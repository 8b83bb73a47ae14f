import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { StoredFile } from './stored-file.entity.js'

/** A piece of a file; the pieces in the order of their positions, 0, 1, 2 …, are the file. */
@Entity('stored_file_chunks')
@Check('stored_file_chunks_position_sane', 'position >= 0')
@Check('stored_file_chunks_size', 'octet_length(bytes) between 1 and 1048576')
export class StoredFileChunk {
  @ForeignKey(() => StoredFile, { name: 'stored_file_chunks_file_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'file_id' })
  fileId!: string

  @PrimaryColumn('integer')
  position!: number

  @Column('bytea')
  bytes!: Buffer
}
