import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import type { Mode } from '../auth/actor.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { ModeEnum } from '../graphql/mode.js'
import { Money } from '../graphql/money.js'
import { Cents, DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'
import { PriceList } from './price-list.entity.js'

/** The most prices that one list takes. */
export const MAX_PRICES = 200
/** The largest price of one profile, in cents. */
export const MAX_UNIT_PRICE_CENTS = 100_000_000

@ObjectType('Price', { description: 'What a product costs from a quantity on.' })
export class PriceType {
  @Field(() => ProfileProductEnum, { description: 'What is bought.' })
  product!: ProductCode

  @Field(() => Int, {
    description: 'How many of the product an order must have; of several prices the one with the largest number holds.',
  })
  minimumQuantity!: number

  @Field(() => Money, { description: 'Of each one in the order.' })
  unitPrice!: Money
}

@InputType({ description: 'What a product shall cost from a quantity on.' })
export class PriceInput {
  @Field(() => ProfileProductEnum, { description: 'What is bought.' })
  product!: ProductCode

  @Field(() => Int, {
    description: `How many of the product an order must have, 1 to ${MAX_ORDER_ITEMS}. Every product of a list needs a price from 1 on.`,
  })
  minimumQuantity!: number

  @Field(() => Cents, { description: `Of each one, in cents of the list's currency: 0 to ${MAX_UNIT_PRICE_CENTS}.` })
  unitPriceCents!: number
}

@InputType({ description: 'A price list to be put into force.' })
export class CreatePriceListInput {
  @Field(() => ModeEnum, {
    description: 'Which mode it is for; must be that of the request, so that nobody prices the wrong one by mistake.',
  })
  mode!: Mode

  @Field(() => ID, {
    nullable: true,
    description: 'Only for this organization, `org_…`; without it for every one that has no list of its own.',
  })
  organizationId?: string | null

  @Field(() => String, {
    description:
      "ISO 4217 code in capitals, for example `USD`. That of the organization's account, if it has one: a list in another would never hold.",
  })
  currency!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first instant at which it shall hold, not in the past; without it: at once.',
  })
  effectiveFrom?: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first instant at which it shall no longer hold; without it: until further notice.',
  })
  effectiveUntil?: Date | null

  @Field(() => [PriceInput], { description: `Its prices, 1 to ${MAX_PRICES}; each product and quantity once.` })
  prices!: PriceInput[]

  @Field(() => String, { description: `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string
}

@ObjectType({ description: 'Answer of `createPriceList`.' })
export class CreatePriceListPayload {
  @Field(() => PriceList, { nullable: true, description: 'The list; null if something was wrong.' })
  priceList!: PriceList | null

  @Holds(MAX_PRICES, { asManyAs: 'createPriceList.input.prices' })
  @Field(() => [UserError], { description: 'What is wrong; empty if the list was made.' })
  userErrors!: UserError[]
}

@InputType({ description: 'The end of a price list.' })
export class EndPriceListInput {
  @Field(() => ID, { description: 'Id of the list, `pl_…`, of the mode of the request.' })
  priceListId!: string

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The first instant at which it shall no longer hold; without it: at once. Not in the past, and not before it begins; the instant at which it begins keeps it from ever holding. May also move an end that has not come yet.',
  })
  effectiveUntil?: Date | null

  @Field(() => String, { description: `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string
}

@ObjectType({ description: 'Answer of `endPriceList`.' })
export class EndPriceListPayload {
  @Field(() => PriceList, { nullable: true, description: 'The list with its end; null if something was wrong.' })
  priceList!: PriceList | null

  @Field(() => [UserError], { description: 'What is wrong; empty if the list got its end.' })
  userErrors!: UserError[]
}
