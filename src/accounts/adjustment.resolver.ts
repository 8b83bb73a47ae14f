import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import type { AdjustmentService } from './adjustment.service.js'
import { RecordAdjustmentInput, RecordAdjustmentPayload } from './adjustment.type.js'

@Resolver()
export class AdjustmentResolver {
  constructor(private readonly adjustments: AdjustmentService) {}

  @Access('STAFF')
  @Mutation(() => RecordAdjustmentPayload, {
    description:
      "Corrects an account by an entry more; what was entered before stays. Repeat it with the same idempotency key as often as you like: it is recorded once. INSUFFICIENT_FUNDS if it would make the balance negative. For the publisher's staff.",
  })
  async recordAdjustment(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RecordAdjustmentInput, { description: 'The correction.' }) input: RecordAdjustmentInput,
  ): Promise<RecordAdjustmentPayload> {
    return await asPayload<Pick<RecordAdjustmentPayload, 'entry' | 'replayed'>>(
      async () => await this.adjustments.record(actor, request, input),
      { entry: null, replayed: false },
    )
  }
}
