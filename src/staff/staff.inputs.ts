import { Field, ID, InputType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'

const REASON = `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.`

@InputType({ description: 'Somebody to be made staff.' })
export class AppointStaffInput {
  @Field(() => String, {
    description:
      'E-mail address: the user name of a person who has an account and acts for no organization and no vendor, or of a new one.',
  })
  email!: string

  @Field(() => String, {
    description: 'Name of the person, 1 to 200 characters; somebody who is known keeps the name there is.',
  })
  fullName!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'A member of the staff to be dismissed.' })
export class DismissStaffInput {
  @Field(() => ID, { description: 'Id of the person, `usr_…`; not your own.' })
  userId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'A person to be signed out everywhere.' })
export class EndUserSessionsInput {
  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}
