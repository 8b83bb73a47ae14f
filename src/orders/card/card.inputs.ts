import { Field, InputType } from 'type-graphql'

@InputType({
  description:
    'The card that pays. Never its number: only what the payment processor gave your own page for it, so that no card number ever reaches the gateway.',
})
export class CardInput {
  @Field(() => String, {
    description:
      "Id of a payment method of the publisher's processor, `pm_…`, made in the browser by Stripe.js with the publisher's key; it is charged once and not kept. In test mode one of the published test tokens: `pm_card_visa`, `pm_card_chargeDeclined`, … Errors: INVALID_INPUT.",
  })
  token!: string
}
