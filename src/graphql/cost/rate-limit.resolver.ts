import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql'
import type { Clock } from '../../kernel/clock.js'
import type { CostSettings } from '../../limits/request-limits.js'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../access.policy.js'
import type { Context } from '../context.js'
import { DateTime } from '../scalars.js'

@ObjectType({ description: 'What you may still ask, in points of cost: see the page "Cost" of the documentation.' })
export class RateLimit {
  @Field(() => Int, { description: 'The most points that you can have at once.' })
  limit!: number

  @Field(() => Int, {
    description: 'What this request was charged before it was run; `extensions.cost` says what it came to.',
  })
  cost!: number

  @Field(() => Int, { description: 'The points that were left after this request was charged.' })
  remaining!: number

  @Field(() => Int, { description: 'Points that come back in a second.' })
  restoreRate!: number

  @Field(() => DateTime, { description: 'When you have all points again, if you ask for nothing more until then.' })
  resetAt!: Date
}

/** Tells callers what they have left. */
@Resolver()
export class RateLimitResolver {
  constructor(
    private readonly settings: CostSettings,
    private readonly clock: Clock,
  ) {}

  @Access(...SIGNED_IN)
  @ReasonNotNeeded()
  @Query(() => RateLimit, {
    description:
      'What you may still ask: of a key the points of the key, of a person those of all sessions together. Costs ' +
      'nothing, and needs no scope.',
  })
  rateLimit(@Ctx() { budget }: Context): RateLimit {
    const { maximum: limit, restoreRate } = this.settings
    const { cost, remaining } = budget
    const restoredAfterMs = ((limit - remaining) / restoreRate) * 1000
    return { limit, cost, remaining, restoreRate, resetAt: new Date(this.clock.now().getTime() + restoredAfterMs) }
  }
}
