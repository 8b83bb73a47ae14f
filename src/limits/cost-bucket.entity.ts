import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** What requests have cost one caller and has not run out yet: written by `CostBuckets` alone. */
@Entity('cost_buckets')
@Check('cost_buckets_level', 'level >= 0')
@Check('cost_buckets_granted', 'granted >= 0')
export class CostBucket {
  /** SHA-256 of whose it is. */
  @PrimaryColumn('text')
  key!: string

  /** Points in the bucket at `updatedAt`; from then on they run out at the rate of the configuration. */
  @Column('double precision')
  level!: number

  /** What the latest charge got: all that it asked for, or nothing. */
  @Column('double precision')
  granted!: number

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date
}
