import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { ApiKey } from './api-key.entity.js'
import { IntegrationRequest } from './integration-request.entity.js'
import type { ApiKeyRow } from './vendor.access.js'
import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH } from './vendor.rules.js'

@InputType({ description: "A request for an integration of an organization's own software." })
export class RequestIntegrationInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => String, {
    description: `Name of the software, as orders will print it; 1 to ${MAX_NAME_LENGTH} characters in one line.`,
  })
  softwareName!: string

  @Field(() => String, {
    nullable: true,
    description: `What it is for; at most ${MAX_DESCRIPTION_LENGTH} characters. Null: nothing to say.`,
  })
  description?: string | null

  @Field(() => String, { description: `Whom staff can ask about it; 1 to ${MAX_NAME_LENGTH} characters in one line.` })
  technicalContactName!: string

  @Field(() => String, { description: 'Their e-mail address.' })
  technicalContactEmail!: string
}

@InputType({ description: 'A request for an integration that staff approve.' })
export class ApproveIntegrationRequestInput {
  @Field(() => ID, { description: 'Id of the request, `irq_…`.' })
  integrationRequestId!: string

  @Field(() => String, { description: 'Why, 1 to 1000 characters; kept in the audit trail.' })
  reason!: string
}

@InputType({ description: 'A request for an integration that staff reject.' })
export class RejectIntegrationRequestInput {
  @Field(() => ID, { description: 'Id of the request, `irq_…`.' })
  integrationRequestId!: string

  @Field(() => String, {
    description: "Why, 1 to 1000 characters; kept in the audit trail, and mailed to the organization's administrators.",
  })
  reason!: string
}

@ObjectType({ description: 'Answer of `requestIntegration`.' })
export class RequestIntegrationPayload {
  @Field(() => IntegrationRequest, {
    nullable: true,
    description: 'The request, with the vendor that was made for it; null if something was wrong.',
  })
  integrationRequest!: IntegrationRequest | null

  @Field(() => ApiKey, { nullable: true, description: 'The test key; null if something was wrong.' })
  apiKey!: ApiKeyRow | null

  @Field(() => String, {
    nullable: true,
    description:
      'The test key itself, `pgw_test_…`: shown now and never again, for the gateway keeps only its digest. Null if something was wrong.',
  })
  secret!: string | null

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the organization of play money that the test key acts for, `org_…`: the sandbox of a live organization, or the test organization itself. Null if something was wrong.',
  })
  sandboxOrganizationId!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `approveIntegrationRequest`.' })
export class ApproveIntegrationRequestPayload {
  @Field(() => IntegrationRequest, { nullable: true, description: 'The request; null if something was wrong.' })
  integrationRequest!: IntegrationRequest | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `rejectIntegrationRequest`.' })
export class RejectIntegrationRequestPayload {
  @Field(() => IntegrationRequest, { nullable: true, description: 'The request; null if something was wrong.' })
  integrationRequest!: IntegrationRequest | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}
