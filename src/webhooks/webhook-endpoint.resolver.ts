import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { Vendor } from '../vendors/vendor.entity.js'
import { assertMayHaveWebhooks } from './webhook.access.js'
import { MAX_ENDPOINTS } from './webhook.rules.js'
import { WebhookEndpoint } from './webhook-endpoint.entity.js'
import {
  CreateWebhookEndpointInput,
  DisableWebhookEndpointInput,
  EnableWebhookEndpointInput,
  RotateWebhookSecretInput,
  UpdateWebhookEndpointInput,
} from './webhook-endpoint.inputs.js'
import {
  CreateWebhookEndpointPayload,
  DisableWebhookEndpointPayload,
  EnableWebhookEndpointPayload,
  RotateWebhookSecretPayload,
  UpdateWebhookEndpointPayload,
  type WebhookEndpointPayload,
} from './webhook-endpoint.payloads.js'
import { type EndpointRow, endpointsOf, findEndpoint } from './webhook-endpoint.queries.js'
import type { WebhookEndpointService } from './webhook-endpoint.service.js'

const WHO = 'For the people who manage the vendor, and for its API keys with the scope `webhooks:write`.'

@Resolver(() => WebhookEndpoint)
export class WebhookEndpointResolver {
  constructor(
    private readonly database: Database,
    private readonly endpoints: WebhookEndpointService,
  ) {}

  @Access(...SIGNED_IN)
  @Query(() => WebhookEndpoint, {
    nullable: true,
    description: `The webhook endpoint of this id; null if there is none for you, unknown and foreign ones alike. ${WHO} Staff see it too.`,
  })
  async webhookEndpoint(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the endpoint, `whe_…`.' }) id: string,
  ): Promise<EndpointRow | null> {
    assertMayHaveWebhooks(actor)
    const endpoint = await findEndpoint(this.database, actor, id)
    if (endpoint?.vendorOrganizationId != null) looks.add(endpoint.vendorOrganizationId)
    return endpoint
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateWebhookEndpointPayload, {
    description: `Sets up an endpoint, at most ${MAX_ENDPOINTS} for a vendor, and shows its secret, once. ${WHO} Errors: NOT_FOUND, INVALID_INPUT, LIVE_NOT_APPROVED, LIMIT_REACHED.`,
  })
  async createWebhookEndpoint(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateWebhookEndpointInput, { description: 'The endpoint.' }) input: CreateWebhookEndpointInput,
  ): Promise<CreateWebhookEndpointPayload> {
    return await asPayload<Omit<CreateWebhookEndpointPayload, 'userErrors'>>(
      async () => await this.endpoints.create(actor, request, input),
      { endpoint: null, secret: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => UpdateWebhookEndpointPayload, {
    description: `Changes address, description or events of an endpoint, from the next request on. ${WHO} Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async updateWebhookEndpoint(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UpdateWebhookEndpointInput, { description: 'The change.' }) input: UpdateWebhookEndpointInput,
  ): Promise<WebhookEndpointPayload> {
    return await endpointOf(this.endpoints.update(actor, request, input))
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => RotateWebhookSecretPayload, {
    description: `Gives an endpoint another secret and shows it, once; for the overlap requests are signed with both. ${WHO} Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async rotateWebhookSecret(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which endpoint, and how long the overlap is.' })
    input: RotateWebhookSecretInput,
  ): Promise<RotateWebhookSecretPayload> {
    return await asPayload<Omit<RotateWebhookSecretPayload, 'userErrors'>>(
      async () => await this.endpoints.rotate(actor, request, input),
      { endpoint: null, secret: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => DisableWebhookEndpointPayload, {
    description: `Sends nothing more to an endpoint; what waits for it goes on waiting. To do it again changes nothing. ${WHO} Errors: NOT_FOUND.`,
  })
  async disableWebhookEndpoint(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DisableWebhookEndpointInput, { description: 'Which one.' }) input: DisableWebhookEndpointInput,
  ): Promise<WebhookEndpointPayload> {
    return await endpointOf(this.endpoints.disable(actor, request, input.endpointId))
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => EnableWebhookEndpointPayload, {
    description: `Sends to a disabled endpoint again, first of all what waits for it; what happened meanwhile can be replayed. To do it again changes nothing. ${WHO} Errors: NOT_FOUND.`,
  })
  async enableWebhookEndpoint(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => EnableWebhookEndpointInput, { description: 'Which one.' }) input: EnableWebhookEndpointInput,
  ): Promise<WebhookEndpointPayload> {
    return await endpointOf(this.endpoints.enable(actor, request, input.endpointId))
  }
}

@Resolver(() => Vendor)
export class VendorWebhooksResolver {
  readonly #endpoints: LoaderDefinition<string, EndpointRow[]>

  constructor(database: Database) {
    this.#endpoints = {
      load: async (ids, { actor }) =>
        groupedBy(ids, await endpointsOf(database, actor, ids), ({ vendorId }) => vendorId),
    }
  }

  @Holds(MAX_ENDPOINTS)
  @FieldResolver(() => [WebhookEndpoint], {
    nullable: true,
    description: `Its webhook endpoints, the oldest first; of a key those of its mode. At most ${MAX_ENDPOINTS}. Null, with the reason in \`errors\`, for an API key without the scope \`webhooks:write\`.`,
  })
  async webhookEndpoints(@Root() vendor: Vendor, @Ctx() { actor, loaders }: Context): Promise<EndpointRow[]> {
    assertMayHaveWebhooks(actor)
    return await loaders.get(this.#endpoints).load(vendor.id)
  }
}

async function endpointOf(change: Promise<EndpointRow>): Promise<WebhookEndpointPayload> {
  return await asPayload<{ endpoint: EndpointRow | null }>(async () => ({ endpoint: await change }), { endpoint: null })
}
