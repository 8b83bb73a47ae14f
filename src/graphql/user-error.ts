import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { USER_ERROR_CODES, type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { Holds } from './cost/cost.policy.js'
import { enumOf } from './enums.js'

const UserErrorCodeEnum = enumOf(USER_ERROR_CODES)
registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'What is wrong with a request, as a stable code to act on. New codes may be added.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A value has not the form that its field asks for.' },
    NOT_FOUND: {
      description: 'The thing named does not exist for this caller: unknown and foreign things answer the same.',
    },
    CLINICIAN_NOT_FOUND: { description: 'No clinician has this id in the mode of the request.' },
    INELIGIBLE_PRODUCT: { description: 'The product is not for this kind of clinician.' },
    NO_PRICE: { description: 'No price list in force has a price of this product for the organization.' },
    DUPLICATE_PURCHASE: {
      description:
        'The organization bought this profile within the last 30 days, or the request has it twice. Say `allowDuplicate: true` to buy it all the same.',
    },
    ALREADY_MONITORED: {
      description:
        'The organization monitors the clinician now, or an order of it waits for its payment, or the request has it twice. It can be bought again when it has ended.',
    },
    PROFILE_NOT_OWNED: {
      description:
        'Monitoring is of a clinician whose profile the organization owns, or buys in the same order: neither is so.',
    },
    INSUFFICIENT_FUNDS: { description: 'The account balance does not cover the total.' },
    NO_SUBSCRIPTION: { description: 'No subscription of the organization runs now.' },
    ALLOWANCE_EXHAUSTED: { description: 'More profiles than are left of the subscription.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The idempotency key was used before, with other arguments.' },
    SPEND_CAP_EXCEEDED: {
      description:
        "The order would take the vendor past the monthly spend cap of the organization's grant, or of the key.",
    },
    PAYMENT_METHOD_UNAVAILABLE: { description: 'Orders cannot be paid in this way here and now.' },
    CARD_NOT_CHARGED: {
      description:
        'The card of the order was declined, or its payment called off: nothing was charged. The order is there, and `FAILED`.',
    },
    QUOTE_EXPIRED: { description: 'The prices of the quote are not honoured any more: preview the order again.' },
    PROFILE_NOT_AVAILABLE: {
      description: 'The profile cannot be handed out: its order is not completed, or its price was paid back.',
    },
    NOT_REFUNDABLE: { description: 'The order was never paid, or what is named was paid back before.' },
    BUDGET_EXCEEDED: { description: "It would exceed the monthly budget of the organization's reappointment policy." },
    CART_CHANGED: { description: 'The cart was changed since the version that is named: look at it again.' },
    INVALID_CREDENTIALS: {
      description:
        'E-mail address and password do not belong together (an unknown address answers the same), or a token is none of ours.',
    },
    SESSION_ENDED: { description: 'The session has ended; the message tells why and when. Sign in again.' },
    WEAK_PASSWORD: { description: 'The password is too short, too long, or one that others would try first.' },
    LINK_INVALID: { description: 'The link was used, has expired, was replaced by a newer one, or never was.' },
    USER_ALREADY_ADDED: {
      description: 'A person with this e-mail address belongs to the organization, or is invited.',
    },
    LAST_ADMINISTRATOR: {
      description: 'Every organization keeps at least one administrator, and so does the publisher among its staff.',
    },
    LAST_MEMBER: { description: 'A software provider keeps at least one of the people who manage it.' },
    ALREADY_EXISTS: { description: 'There is one already, and only one can be.' },
    CHANGE_OUTDATED: {
      description:
        'What was to change has changed since the change was asked for. It stays pending: reject it and have it asked for again.',
    },
    ALREADY_DECIDED: { description: 'It is not pending any more: decided, expired or taken back.' },
    LIVE_NOT_APPROVED: { description: "Live keys are made once the publisher's staff have approved the integration." },
    LIMIT_REACHED: { description: 'There are as many of them as the gateway keeps at a time.' },
    UPLOAD_UNUSABLE: {
      description: 'The file of the upload has not come, or something was started with it, or it was deleted.',
    },
    DISCREPANCY_WINDOW_CLOSED: {
      description:
        'The last day on which a discrepancy of this profile could be reported is over; the message tells the date.',
    },
    ALREADY_REPORTED: {
      description:
        'An open discrepancy report of the organization is about the same thing; the message tells its number.',
    },
    DIRECTORY_UNCHANGED: {
      description:
        'The directory says still what the profile says: there is nothing that a corrected profile could say.',
    },
    ALREADY_ENDED: { description: 'It has ended, in whatever way, and cannot be cancelled any more.' },
    OPENID_UNAVAILABLE: { description: 'The OpenID provider does not answer as it should; nothing was changed.' },
  },
})

@Holds(5)
@ObjectType({ description: 'One thing that is wrong with a request. Nothing was changed.' })
export class UserError {
  @Field(() => UserErrorCodeEnum, { description: 'Stable code to act on.' })
  code!: UserErrorItem['code']

  @Field(() => [String], {
    description: 'Path into the input, for example ["items", "0", "clinicianId"]; empty when all of it is meant.',
  })
  field!: string[]

  @Field(() => String, { description: 'What was expected and what came, in English, for a person.' })
  message!: string
}

/** Runs a use case; what is wrong with the request becomes the payload's `userErrors` instead of an exception. */
export async function asPayload<Payload extends object>(
  work: () => Promise<Payload>,
  whenWrong: Payload,
): Promise<Payload & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] }
  } catch (error) {
    if (error instanceof UserErrors) return { ...whenWrong, userErrors: [...error.items] }
    throw error
  }
}
