import { Ctx, Query, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import type { Clock } from '../kernel/clock.js'
import { sourceOverview } from './source.overview.js'
import { SourceType } from './source.type.js'

@Resolver()
export class SourceOverviewResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** Name of whoever runs the gateway. */
    private readonly publisher: string,
  ) {}

  @Access(...SIGNED_IN)
  @ReasonNotNeeded()
  @Holds(20)
  @Query(() => [SourceType], {
    description:
      'The sources of the directory in their order of precedence: the publisher’s own that say something in the mode of the request, then every public one. For everybody who is signed in.',
  })
  async sources(@Ctx() { actor }: Context): Promise<SourceType[]> {
    return await sourceOverview(this.database, actor.mode, { publisher: this.publisher, now: this.clock.now() })
  }
}
