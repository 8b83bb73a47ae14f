import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { BulkOperationType } from '../../bulk/bulk.type.js'
import type { Database } from '../../db/database.js'
import { Access } from '../../graphql/access.policy.js'
import type { Context } from '../../graphql/context.js'
import type { LoaderDefinition } from '../../graphql/loaders.js'
import { asPayload } from '../../graphql/user-error.js'
import { ConfirmOrderRosterInput, OrderRosterInput } from './order-roster.inputs.js'
import type { OrderRosterService } from './order-roster.service.js'
import { rosterSummaries } from './order-roster.summary.js'
import { ConfirmOrderRosterPayload, OrderRosterPayload, OrderRosterType } from './order-roster.type.js'

@Resolver()
export class OrderRosterResolver {
  constructor(private readonly rosters: OrderRosterService) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => OrderRosterPayload, {
    description:
      'Starts the first step of ordering an uploaded roster of up to 10,000 rows, in the background: whom each row means, what it costs, and what stands against it. Nothing is ordered until `confirmOrderRoster`. Needs the scopes `clinicians:read` and `orders:write` of the key and the grant, or of your role there.',
  })
  async orderRoster(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => OrderRosterInput, { description: 'The roster.' }) input: OrderRosterInput,
  ): Promise<OrderRosterPayload> {
    return await asPayload<Omit<OrderRosterPayload, 'userErrors'>>(
      async () => await this.rosters.preview(actor, request, input),
      { operation: null, reused: false },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => ConfirmOrderRosterPayload, {
    description:
      'Starts the second step: orders the rows that the preview found READY, in orders of up to 250 lines, in the background and in the order of the rows. What cannot be ordered then (a duplicate, a cap, no funds) is said row by row in its result, and the rest is ordered. A preview is bought once: to confirm it again gives the same operation. Needs the scopes `clinicians:read` and `orders:write` of the key and the grant, or of your role there.',
  })
  async confirmOrderRoster(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ConfirmOrderRosterInput, { description: 'Which preview, and how to pay.' })
    input: ConfirmOrderRosterInput,
  ): Promise<ConfirmOrderRosterPayload> {
    return await asPayload<Omit<ConfirmOrderRosterPayload, 'userErrors'>>(
      async () => await this.rosters.confirm(actor, request, input),
      { operation: null, reused: false },
    )
  }
}

@Resolver(() => BulkOperationType)
export class BulkOperationRosterResolver {
  readonly #summaries: LoaderDefinition<string, OrderRosterType | null>

  constructor(database: Database) {
    this.#summaries = {
      async load(operationIds, { actor }) {
        const summaries = await rosterSummaries(database, actor, operationIds)
        return operationIds.map((id) => summaries.get(id) ?? null)
      },
    }
  }

  @FieldResolver(() => OrderRosterType, {
    nullable: true,
    description:
      'What a roster of profiles comes to; null for an operation of another kind, and without the scope `orders:write` of the key and the grant, or of your role there. Kept after the result is deleted, but for the totals of a preview.',
  })
  async orderRoster(@Root() { id }: BulkOperationType, @Ctx() { loaders }: Context): Promise<OrderRosterType | null> {
    return await loaders.get(this.#summaries).load(id)
  }
}
