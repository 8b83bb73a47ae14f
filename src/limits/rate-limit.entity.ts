import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** How often something was done for a key: written by the library of `RateLimits` alone, in the form that it asks for. */
@Entity('rate_limits')
@Index('rate_limits_expire', ['expire'])
export class RateLimitCount {
  /** Name of the limit and SHA-256 of what is counted. */
  @PrimaryColumn('text')
  key!: string

  @Column('integer')
  points!: number

  /** In milliseconds since 1970; null for never. */
  @Column('bigint', { nullable: true })
  expire!: number | null
}
