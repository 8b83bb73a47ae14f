import { Field, ObjectType } from 'type-graphql'
import { Cents } from './scalars.js'

@ObjectType({ description: 'An amount of money.' })
export class Money {
  @Field(() => Cents, { description: 'Whole cents: 4100 is 41.00.' })
  cents!: number

  @Field(() => String, { description: 'ISO 4217 code of the currency, for example `USD`.' })
  currency!: string
}
