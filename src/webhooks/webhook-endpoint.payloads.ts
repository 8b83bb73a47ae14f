import { Field, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { WebhookEndpoint } from './webhook-endpoint.entity.js'
import type { EndpointRow } from './webhook-endpoint.queries.js'

const WRONG = 'What is wrong with the request; nothing was changed then.'
const SECRET = 'The secret to verify requests with, `whsec_…`: shown now and never again. Null if something was wrong.'

/** What every change of an endpoint answers, under a name of its own. */
function endpointPayload(
  mutation: string,
  name: string,
): new () => { endpoint: EndpointRow | null; userErrors: UserError[] } {
  @ObjectType(name, { description: `Answer of \`${mutation}\`.` })
  class EndpointPayload {
    @Field(() => WebhookEndpoint, {
      nullable: true,
      description: 'The endpoint as it is now; null if something was wrong.',
    })
    endpoint!: EndpointRow | null

    @Field(() => [UserError], { description: WRONG })
    userErrors!: UserError[]
  }
  return EndpointPayload
}

/** Answer of `updateWebhookEndpoint`. */
export const UpdateWebhookEndpointPayload = endpointPayload('updateWebhookEndpoint', 'UpdateWebhookEndpointPayload')
/** Answer of `disableWebhookEndpoint`. */
export const DisableWebhookEndpointPayload = endpointPayload('disableWebhookEndpoint', 'DisableWebhookEndpointPayload')
/** Answer of `enableWebhookEndpoint`. */
export const EnableWebhookEndpointPayload = endpointPayload('enableWebhookEndpoint', 'EnableWebhookEndpointPayload')
/** What each of them is. */
export type WebhookEndpointPayload = InstanceType<typeof UpdateWebhookEndpointPayload>

@ObjectType({ description: 'Answer of `createWebhookEndpoint`.' })
export class CreateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The new endpoint; null if something was wrong.' })
  endpoint!: EndpointRow | null

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null

  @Field(() => [UserError], { description: WRONG })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `rotateWebhookSecret`.' })
export class RotateWebhookSecretPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The endpoint; null if something was wrong.' })
  endpoint!: EndpointRow | null

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null

  @Field(() => [UserError], { description: WRONG })
  userErrors!: UserError[]
}
