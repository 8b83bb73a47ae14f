import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { DateTime } from '../graphql/scalars.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import type { Clock } from '../kernel/clock.js'
import { timeOf } from './organization.clock.js'
import { Organization } from './organization.entity.js'
import { MAX_ADVANCE_DAYS, MAX_AHEAD_DAYS } from './test-clock.rules.js'
import type { TestClockService } from './test-clock.service.js'

@ObjectType({
  description:
    'What time it is for a sandbox organization. Everything that has to do with its days goes by it: windows, due dates, terms, postings, receipts. Sessions, keys, links and webhooks go by real time.',
})
class TestClock {
  @Field(() => DateTime, { description: 'What it shows now; it runs.' })
  now!: Date

  @Field(() => DateTime, { description: 'What the clock of the gateway shows: real time.' })
  realNow!: Date
}

@InputType({ description: 'How far to advance a test clock: exactly one of `to` and `by`.' })
class AdvanceTestClockInput {
  @Field(() => ID, { description: 'Id of the sandbox organization, `org_…`.' })
  organizationId!: string

  @Field(() => DateTime, {
    nullable: true,
    description: `To this instant, later than what the clock shows, by up to ${MAX_ADVANCE_DAYS} days; in all up to ${MAX_AHEAD_DAYS} days ahead of real time. Safe to repeat: the second time it is refused, for the clock is past it.`,
  })
  to?: Date | null

  @Field(() => String, {
    nullable: true,
    description:
      "By this ISO 8601 duration, for example `P30D`, `P2M` or `PT12H`; days and months are those of the organization's calendar. To repeat it advances again.",
  })
  by?: string | null
}

@ObjectType({ description: 'Answer of `advanceTestClock`.' })
class AdvanceTestClockPayload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization; null if something was wrong: then its clock was not changed.',
  })
  organization!: Organization | null

  @Field(() => [UserError], { description: 'What was wrong; empty if the clock was advanced.' })
  userErrors!: UserError[]
}

@Resolver(() => Organization)
export class TestClockResolver {
  constructor(
    private readonly clock: Clock,
    private readonly service: TestClockService,
  ) {}

  @FieldResolver(() => TestClock, {
    nullable: true,
    description: 'Its test clock, which `advanceTestClock` advances; null for a live organization, which has none.',
  })
  testClock(@Root() organization: Organization): TestClock | null {
    if (organization.mode !== 'TEST') return null
    return { now: timeOf(this.clock, organization), realNow: this.clock.now() }
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => AdvanceTestClockPayload, {
    description:
      'Advances the test clock of a sandbox organization, so that what takes months can be tested in minutes. What falls due is done within seconds, in its order and with the times at which it would have been done: postings, daily receipts, reminders, attestations, delays, reappointments. The clock runs on from there and never goes back. For keys with the scope `orders:write`, granted there, for its buyers and its administrators. Errors: NOT_FOUND, INVALID_INPUT for a live organization and for times that cannot be.',
  })
  async advanceTestClock(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AdvanceTestClockInput, { description: 'Whose clock, and how far.' })
    input: AdvanceTestClockInput,
  ): Promise<AdvanceTestClockPayload> {
    const { organizationId, to = null, by = null } = input
    return await asPayload<Pick<AdvanceTestClockPayload, 'organization'>>(
      async () => ({ organization: await this.service.advance(actor, request, { organizationId, to, by }) }),
      { organization: null },
    )
  }
}
