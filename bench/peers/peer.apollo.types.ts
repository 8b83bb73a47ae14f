import { Field, ID, Int, ObjectType } from 'type-graphql'

@ObjectType()
export class PeerClinician {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  kind!: string

  @Field(() => String, { nullable: true })
  npi!: string | null

  @Field(() => String, { nullable: true })
  firstName!: string | null

  @Field(() => String, { nullable: true })
  middleName!: string | null

  @Field(() => String)
  lastName!: string

  @Field(() => String, { nullable: true })
  credential!: string | null

  @Field(() => String, { nullable: true })
  state!: string | null
}

@ObjectType()
export class PeerHead {
  @Field(() => String)
  documentNumber!: string

  @Field(() => String)
  asOf!: string

  @Field(() => String)
  contentSha256!: string
}

@ObjectType()
export class PeerItem {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  product!: string
}

@ObjectType()
export class PeerOrder {
  @Field(() => String)
  number!: string

  @Field(() => String)
  status!: string

  @Field(() => Int)
  totalCents!: number
}

@ObjectType()
export class PeerPlaced {
  @Field(() => Boolean)
  replayed!: boolean

  @Field(() => String)
  number!: string

  @Field(() => String)
  status!: string
}
