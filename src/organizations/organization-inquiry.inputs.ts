import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'The question whether an organization has an account already.' })
export class InquireOrganizationInput {
  @Field(() => String, { description: 'Name of the organization, 1 to 200 characters.' })
  organizationName!: string

  @Field(() => String, { nullable: true, description: 'City, up to 100 characters; null if you do not know.' })
  city?: string | null

  @Field(() => String, { nullable: true, description: 'State, two letters; null if you do not know.' })
  state?: string | null

  @Field(() => String, { description: 'Your name, 1 to 200 characters: the organization learns it.' })
  contactName!: string

  @Field(() => String, { description: 'Your e-mail address: the organization learns it, and can write to you.' })
  contactEmail!: string

  @Field(() => String, { nullable: true, description: 'What else to tell, up to 2000 characters; null for nothing.' })
  message?: string | null
}

@InputType({ description: 'An answer to an inquiry.' })
export class AnswerOrganizationInquiryInput {
  @Field(() => ID, { description: 'Id of the inquiry, `inq_…`.' })
  inquiryId!: string

  @Field(() => ID, {
    nullable: true,
    description:
      'The organization that was meant, `org_…`: its administrators get the answer and the way to reach the inquirer, who learns nothing. Null if there is none: the answer is kept and goes to nobody. The inquirer gets the same letter either way, that the question was passed on.',
  })
  organizationId?: string | null

  @Field(() => String, {
    description: 'What to write to the administrators, 1 to 2000 characters; it stands in their e-mail.',
  })
  answer!: string

  @Field(() => String, { description: 'Why, 1 to 1000 characters: it goes into the audit trail.' })
  reason!: string
}
