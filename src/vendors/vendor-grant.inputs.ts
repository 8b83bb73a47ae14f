import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Cents } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { VendorGrant } from './vendor-grant.entity.js'

@InputType({ description: 'A grant to be given.' })
export class GrantIntegrationInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of the vendor that is to act for it, `vnd_…`.' })
  vendorId!: string

  @Field(() => [String], { description: 'What it may do, for example `orders:write`; at least one scope.' })
  scopes!: string[]

  @Field(() => Cents, {
    nullable: true,
    description:
      "The most that it may spend in one calendar month of the organization's time zone, in cents of the account's currency; null: no cap.",
  })
  monthlySpendCapCents?: number | null
}

@InputType({ description: 'What is to be changed of a grant.' })
export class ChangeGrantInput {
  @Field(() => ID, { description: 'Id of the grant, `grant_…`; one that was not revoked.' })
  grantId!: string

  @Field(() => [String], {
    nullable: true,
    description: 'What the vendor may do from its next request on; at least one scope. Null or missing: as it was.',
  })
  scopes?: string[] | null

  @Field(() => Cents, {
    nullable: true,
    description: 'The monthly spend cap in cents. Null lifts it; missing: as it was.',
  })
  monthlySpendCapCents?: number | null
}

@InputType({ description: 'A grant to be taken back.' })
export class RevokeGrantInput {
  @Field(() => ID, { description: 'Id of the grant, `grant_…`.' })
  grantId!: string
}

@ObjectType({ description: 'Answer of `grantIntegration`.' })
export class GrantIntegrationPayload {
  @Field(() => VendorGrant, { nullable: true, description: 'The grant; null if something was wrong.' })
  grant!: VendorGrant | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `changeGrant`.' })
export class ChangeGrantPayload {
  @Field(() => VendorGrant, { nullable: true, description: 'The grant as it is now; null if something was wrong.' })
  grant!: VendorGrant | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `revokeGrant`.' })
export class RevokeGrantPayload {
  @Field(() => VendorGrant, {
    nullable: true,
    description: 'The grant, revoked now or before; null if something was wrong.',
  })
  grant!: VendorGrant | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}
