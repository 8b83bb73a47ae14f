import { registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'

/** How an order is paid (domain.md, "Account, activity, receipts"). */
export const PAYMENT_METHODS = ['ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export const PaymentMethodEnum = enumOf(PAYMENT_METHODS)
registerEnumType(PaymentMethodEnum, {
  name: 'PaymentMethod',
  description: 'How an order is paid. More methods may be added.',
  valuesConfig: {
    ACCOUNT_BALANCE: { description: "From the balance of the organization's account." },
    SUBSCRIPTION: { description: "From the allowance of the organization's subscription package; changes no balance." },
    CREDIT_CARD: { description: 'By a card that a payment processor charges; changes no balance.' },
  },
})
