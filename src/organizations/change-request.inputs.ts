import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'A change request to be approved.' })
export class ApproveChangeRequestInput {
  @Field(() => ID, { description: 'Id of the change request, `chg_…`.' })
  changeRequestId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Something to tell whoever asked, up to 1000 characters: it is mailed to them; null for nothing.',
  })
  note?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 1000 characters, for the audit trail; required of staff.',
  })
  reason?: string | null
}

@InputType({ description: 'A change request to be rejected.' })
export class RejectChangeRequestInput extends ApproveChangeRequestInput {}
