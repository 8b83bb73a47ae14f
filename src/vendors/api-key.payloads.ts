import { Field, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { ApiKey } from './api-key.entity.js'
import type { ApiKeyRow } from './vendor.access.js'

const SECRET =
  'The key itself, `pgw_…`: shown now and never again, for the gateway keeps only its digest. Null if something was wrong.'

@ObjectType({ description: 'Answer of `createApiKey`.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The key that was made; null if something was wrong.' })
  apiKey!: ApiKeyRow | null

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `updateApiKey`.' })
export class UpdateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The key as it is now; null if something was wrong.' })
  apiKey!: ApiKeyRow | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `rotateApiKey`.' })
export class RotateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key; null if something was wrong.' })
  apiKey!: ApiKeyRow | null

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null

  @Field(() => ApiKey, {
    nullable: true,
    description: 'The old key; it works until its `expiresAt`. Null if something was wrong.',
  })
  predecessor!: ApiKeyRow | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `revokeApiKey`.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, {
    nullable: true,
    description: 'The key, revoked now or before; null if something was wrong.',
  })
  apiKey!: ApiKeyRow | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}
