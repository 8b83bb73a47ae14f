import { Field, ID, InputType, Int } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { DEFAULT_OVERLAP_HOURS, MAX_OVERLAP_HOURS } from '../vendors/vendor.rules.js'
import { MAX_ENDPOINT_DESCRIPTION_LENGTH, MAX_URL_LENGTH } from './webhook.rules.js'

const URL_RULES = `\`https://…\` on a host of the public internet, port 443 or one from 1024 on, without user name, password and fragment; at most ${MAX_URL_LENGTH} characters`
const DESCRIPTION_RULES = `What people call it, at most ${MAX_ENDPOINT_DESCRIPTION_LENGTH} characters`
const TYPES_RULES = 'Of which types of events it is to be told, for example `order.completed`; at least one'

@InputType({ description: 'A webhook endpoint to be set up.' })
export class CreateWebhookEndpointInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => ModeEnum, {
    description:
      'Events of which world it is told; of a key, its own. `LIVE` once staff have approved the vendor for it.',
  })
  mode!: Mode

  @Field(() => String, { description: `Where the requests go: ${URL_RULES}.` })
  url!: string

  @Field(() => String, { nullable: true, description: `${DESCRIPTION_RULES}; null: nothing to say.` })
  description?: string | null

  @Field(() => [String], { nullable: true, description: `${TYPES_RULES}. Null: of all, those to come included.` })
  types?: string[] | null
}

@InputType({ description: 'What is to be changed of a webhook endpoint; what is missing stays.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`.' })
  endpointId!: string

  @Field(() => String, {
    nullable: true,
    description: `Where the requests go, those that wait included: ${URL_RULES}. Null or missing: as it was.`,
  })
  url?: string | null

  @Field(() => String, {
    nullable: true,
    description: `${DESCRIPTION_RULES}; null: nothing to say. Missing: as it was.`,
  })
  description?: string | null

  @Field(() => [String], { nullable: true, description: `${TYPES_RULES}. Null: of all. Missing: as it was.` })
  types?: string[] | null
}

@InputType({ description: 'A webhook endpoint that is to get another secret.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`.' })
  endpointId!: string

  @Field(() => Int, {
    defaultValue: DEFAULT_OVERLAP_HOURS,
    description: `For how many hours requests are signed with the old secret too, 0 to ${MAX_OVERLAP_HOURS}.`,
  })
  overlapHours!: number
}

@InputType({ description: 'A webhook endpoint that is not to be told any more.' })
export class DisableWebhookEndpointInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`.' })
  endpointId!: string
}

@InputType({ description: 'A disabled webhook endpoint that is to be told again.' })
export class EnableWebhookEndpointInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`.' })
  endpointId!: string
}
