import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'

@ObjectType('User', { description: 'A person with an account, the same one for every organization and vendor.' })
export class UserType {
  @Field(() => ID, { description: 'Stable id, `usr_…`.' })
  id!: string

  @Field(() => String, { description: 'E-mail address in lower case; it is the user name.' })
  email!: string

  @Field(() => String, { description: 'Name as printed on orders and receipts.' })
  fullName!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the person made the account their own; null until then, and nobody can sign in to it.',
  })
  activatedAt!: Date | null
}
