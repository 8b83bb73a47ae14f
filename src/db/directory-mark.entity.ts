import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/**
 * How often the directory of clinicians was changed, counted by triggers. Transactions that change it at once count in
 * different rows, so that none waits for another.
 */
@Entity('directory_marks')
@Check('directory_marks_count', 'changes > 0')
export class DirectoryMark {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  slot!: number

  @Column('bigint')
  changes!: number
}
