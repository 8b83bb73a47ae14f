import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { ApiKey } from './api-key.entity.js'
import { CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput, UpdateApiKeyInput } from './api-key.inputs.js'
import {
  CreateApiKeyPayload,
  RevokeApiKeyPayload,
  RotateApiKeyPayload,
  UpdateApiKeyPayload,
} from './api-key.payloads.js'
import type { ApiKeyService } from './api-key.service.js'
import { apiKeyPrefix } from './api-key.token.js'

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  constructor(private readonly keys: ApiKeyService) {}

  @FieldResolver(() => String, {
    description:
      'How the key begins, `pgw_test_…`: enough to tell which one was found somewhere, too little to use it.',
  })
  prefix(@Root() { mode, selector }: ApiKey): string {
    return apiKeyPrefix(mode, selector)
  }

  @Access('USER')
  @Mutation(() => CreateApiKeyPayload, {
    description:
      "Makes an API key and shows it, once. For the people who manage the vendor; of a live key of an organization's own integration its administrators are told by e-mail. Errors: NOT_FOUND, INVALID_INPUT, LIVE_NOT_APPROVED.",
  })
  async createApiKey(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    assertPerson(actor)
    return await asPayload<Omit<CreateApiKeyPayload, 'userErrors'>>(
      async () => await this.keys.create(actor, request, input),
      { apiKey: null, secret: null },
    )
  }

  @Access('USER')
  @Mutation(() => UpdateApiKeyPayload, {
    description:
      'Changes the name or the allowed addresses of a key, from its next request on. For the people who manage the vendor. Errors: NOT_FOUND, INVALID_INPUT.',
  })
  async updateApiKey(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UpdateApiKeyInput, { description: 'The change.' }) input: UpdateApiKeyInput,
  ): Promise<UpdateApiKeyPayload> {
    assertPerson(actor)
    return await asPayload<Omit<UpdateApiKeyPayload, 'userErrors'>>(
      async () => ({ apiKey: await this.keys.update(actor, request, input) }),
      { apiKey: null },
    )
  }

  @Access('USER')
  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Gives a key a successor with the same mode, scopes, allowed addresses and name, and as long a life; both work for the overlap. A key whose successor was revoked can have another. For the people who manage the vendor. Errors: NOT_FOUND, INVALID_INPUT, ALREADY_EXISTS.',
  })
  async rotateApiKey(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RotateApiKeyInput, { description: 'Which key, and how long the overlap is.' })
    input: RotateApiKeyInput,
  ): Promise<RotateApiKeyPayload> {
    assertPerson(actor)
    return await asPayload<Omit<RotateApiKeyPayload, 'userErrors'>>(
      async () => await this.keys.rotate(actor, request, input),
      { apiKey: null, secret: null, predecessor: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => RevokeApiKeyPayload, {
    description:
      "Ends a key from its next request on; to do it again changes nothing. For the people who manage the vendor, and the publisher's staff. Errors: NOT_FOUND, INVALID_INPUT.",
  })
  async revokeApiKey(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) input: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    assertPerson(actor)
    return await asPayload<Omit<RevokeApiKeyPayload, 'userErrors'>>(
      async () => ({ apiKey: await this.keys.revoke(actor, request, input) }),
      { apiKey: null },
    )
  }
}
