import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: "An organization's account with the publisher." })
export class AccountType {
  @Field(() => ID, { description: 'Stable id, `acc_…`.' })
  id!: string

  currency!: string
  balanceCents!: number
}
