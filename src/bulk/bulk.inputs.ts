import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'A bulk operation that is to be cancelled.' })
export class CancelBulkOperationInput {
  @Field(() => ID, { description: 'Id of the operation, `bulk_…`.' })
  id!: string
}
