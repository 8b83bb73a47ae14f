import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { UserError } from '../graphql/user-error.js'
import { OrganizationUser } from '../organizations/organization.type.js'

/** So many people can get an organization's receipts besides its administrators. */
export const MAX_RECEIPT_RECIPIENTS = 20

@InputType({ description: "Who gets an organization's daily receipts besides its administrators." })
export class SetReceiptRecipientsInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => [ID], {
    description: `Ids, \`usr_…\`, of users of the organization, at most ${MAX_RECEIPT_RECIPIENTS}; who is not among them gets no more. Empty for the administrators alone.`,
  })
  userIds!: string[]
}

@ObjectType({ description: 'Answer of `setReceiptRecipients`.' })
export class SetReceiptRecipientsPayload {
  @Holds(MAX_RECEIPT_RECIPIENTS)
  @Field(() => [OrganizationUser], {
    nullable: true,
    description: 'Who gets them now besides the administrators; null if something was wrong: then nothing was changed.',
  })
  recipients!: OrganizationUser[] | null

  @Field(() => [UserError], { description: 'What was wrong.' })
  userErrors!: UserError[]
}
