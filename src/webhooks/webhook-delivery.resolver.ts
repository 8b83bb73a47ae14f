import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { type Connection, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { NEWEST, type OwnedPage, ownedPages } from '../vendors/owned-pages.js'
import { FIXED_HEADERS } from './webhook.courier.js'
import { MAX_ATTEMPTS_SHOWN, MAX_REPLAYED } from './webhook.rules.js'
import { type WebhookDeliveryState, WebhookDeliveryStateEnum } from './webhook.words.js'
import { ReplayWebhookInput, ReplayWebhooksInput, SendTestWebhookInput } from './webhook-delivery.inputs.js'
import { ReplayWebhookPayload, ReplayWebhooksPayload, SendTestWebhookPayload } from './webhook-delivery.payloads.js'
import { attemptsOf, DELIVERY_PAGES } from './webhook-delivery.queries.js'
import type { WebhookDeliveryService } from './webhook-delivery.service.js'
import {
  WebhookAttemptType,
  WebhookDeliveryConnection,
  WebhookDeliveryType,
  WebhookHeaderType,
} from './webhook-delivery.type.js'
import { WebhookEndpoint } from './webhook-endpoint.entity.js'

const LOG = keysetList<WebhookDeliveryType>({
  name: 'webhook-deliveries',
  form: /^evt_\w{26}$/,
  keyOf: ({ eventId }) => eventId,
})
const WHO = 'For the people who manage the vendor, and for its API keys with the scope `webhooks:write`.'

@Resolver(() => WebhookEndpoint)
export class WebhookLogResolver {
  readonly #deliveries: LoaderDefinition<OwnedPage, WebhookDeliveryType[]>

  constructor(
    database: Database,
    private readonly deliveriesService: WebhookDeliveryService,
  ) {
    this.#deliveries = ownedPages(database, DELIVERY_PAGES)
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    description:
      'What it was told, and is to be told, in at least the last 30 days, the newest first; 20 a page unless told.',
  })
  async deliveries(
    @Root() endpoint: WebhookEndpoint,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
    @Arg('state', () => WebhookDeliveryStateEnum, { nullable: true, description: 'Those only; null: all.' })
    state?: WebhookDeliveryState | null,
    @Arg('type', () => String, { nullable: true, description: 'Those only, for example `order.completed`; null: all.' })
    type?: string | null,
  ): Promise<Connection<WebhookDeliveryType>> {
    const ownerId = [endpoint.id, state ?? '', type ?? ''].join(' ')
    return await LOG.page(page, (before, limit) =>
      loaders.get(this.#deliveries).load({ ownerId, from: before ?? NEWEST, limit }),
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => SendTestWebhookPayload, {
    description: `Sends a \`webhook.test\` event to an endpoint, whatever it asks for. ${WHO} Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async sendTestWebhook(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => SendTestWebhookInput, { description: 'Where to.' }) input: SendTestWebhookInput,
  ): Promise<SendTestWebhookPayload> {
    return await asPayload<Omit<SendTestWebhookPayload, 'userErrors'>>(
      async () => ({ delivery: await this.deliveriesService.sendTest(actor, request, input.endpointId) }),
      { delivery: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => ReplayWebhookPayload, {
    description: `Sends an event to an endpoint again, with the same \`webhook-id\`. ${WHO} Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async replayWebhook(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReplayWebhookInput, { description: 'Which event, and where to.' }) input: ReplayWebhookInput,
  ): Promise<ReplayWebhookPayload> {
    return await asPayload<Omit<ReplayWebhookPayload, 'userErrors'>>(
      async () => ({ delivery: await this.deliveriesService.replay(actor, request, input) }),
      { delivery: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => ReplayWebhooksPayload, {
    description: `Sends the events of a stretch of time to an endpoint again, at most ${MAX_REPLAYED}. ${WHO} Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async replayWebhooks(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReplayWebhooksInput, { description: 'Which events, and where to.' }) input: ReplayWebhooksInput,
  ): Promise<ReplayWebhooksPayload> {
    return await asPayload<Omit<ReplayWebhooksPayload, 'userErrors'>>(
      async () => ({ count: await this.deliveriesService.replayRange(actor, request, input) }),
      { count: null },
    )
  }
}

@Resolver(() => WebhookDeliveryType)
export class WebhookDeliveryResolver {
  readonly #attempts: LoaderDefinition<WebhookDeliveryType, WebhookAttemptType[]>

  constructor(database: Database) {
    const keyOf = ({ endpointId, eventId }: { endpointId: string; eventId: string }) => `${endpointId} ${eventId}`
    this.#attempts = {
      load: async (deliveries) => groupedBy(deliveries.map(keyOf), await attemptsOf(database, deliveries), keyOf),
    }
  }

  @Holds(MAX_ATTEMPTS_SHOWN, { usually: 3 })
  @FieldResolver(() => [WebhookAttemptType], {
    description: `The requests so far that came to an end, the first one first; of more than ${MAX_ATTEMPTS_SHOWN} the last ${MAX_ATTEMPTS_SHOWN}.`,
  })
  async attempts(@Root() delivery: WebhookDeliveryType, @Ctx() { loaders }: Context): Promise<WebhookAttemptType[]> {
    return await loaders.get(this.#attempts).load(delivery)
  }
}

@Resolver(() => WebhookAttemptType)
export class WebhookAttemptResolver {
  @Holds(10)
  @FieldResolver(() => [WebhookHeaderType], {
    description: 'Head of the request, as far as the gateway made it and without the signatures.',
  })
  requestHeaders(@Root() { eventId, attemptedAt }: WebhookAttemptType): WebhookHeaderType[] {
    return Object.entries({
      ...FIXED_HEADERS,
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(attemptedAt.getTime() / 1000)),
      'webhook-signature': 'v1,…',
    }).map(([name, value]) => ({ name, value }))
  }
}
