import { Field, ID, InputType } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../../accounts/payment-method.js'
import { MAX_FILTER_NAME_LENGTH, nameBeginning } from '../../clinicians/name.beginning.js'
import { LocalDate } from '../../graphql/scalars.js'
import { RequestError } from '../../kernel/errors.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'
import { parseOrderNumber } from '../order.rules.js'
import { type OrderChannel, OrderChannelEnum, type OrderStatus, OrderStatusEnum } from '../order.type.js'
import type { WantedOrders } from './order-history.queries.js'
import { type HistoryPeriod, HistoryPeriodEnum, instantsOf, instantsOfPeriod, type Stretch } from './period.rules.js'

@InputType({
  description:
    'Which orders: those for which all holds that is given. What is null or left out may be any; what is said of a clinician and of products must hold for one line.',
})
export class OrderFilter {
  @Field(() => String, {
    nullable: true,
    description: `What the first name of a clinician begins with, 1 to ${MAX_FILTER_NAME_LENGTH} characters; without case, accents, punctuation and blanks. Former and other names count too, and with \`lastName\` both must be of one name.`,
  })
  firstName?: string | null

  @Field(() => String, { nullable: true, description: 'What the last name begins with, as `firstName`.' })
  lastName?: string | null

  @Field(() => ID, { nullable: true, description: 'With a line of this clinician, `cln_…`.' })
  clinicianId?: string | null

  @Field(() => String, { nullable: true, description: 'The one with this order number, `PO-` and 10 digits.' })
  number?: string | null

  @Field(() => [ProfileProductEnum], { nullable: true, description: 'With a line of one of these products.' })
  products?: ProductCode[] | null

  @Field(() => HistoryPeriodEnum, {
    nullable: true,
    description: 'Placed within this period; not together with `placedFrom` or `placedUntil`.',
  })
  period?: HistoryPeriod | null

  @Field(() => LocalDate, {
    nullable: true,
    description: "Placed on this day or later; days are those of the organization's time zone.",
  })
  placedFrom?: LocalDay | null

  @Field(() => LocalDate, { nullable: true, description: 'Placed on this day or earlier.' })
  placedUntil?: LocalDay | null

  @Field(() => [OrderStatusEnum], { nullable: true, description: 'In one of these states.' })
  statuses?: OrderStatus[] | null

  @Field(() => [PaymentMethodEnum], { nullable: true, description: 'Paid in one of these ways.' })
  paymentMethods?: PaymentMethod[] | null

  @Field(() => OrderChannelEnum, { nullable: true, description: 'Placed in this way.' })
  channel?: OrderChannel | null

  @Field(() => ID, { nullable: true, description: 'Placed by this vendor, `vnd_…`, or this person, `usr_…`.' })
  placedById?: string | null
}

/**
 * The filter as the statements take it.
 *
 * @throws RequestError BAD_USER_INPUT for a name without a letter, what is no order number, a period together with days,
 *   and days that end before they begin
 */
export function wantedOrders(filter: OrderFilter, timeZone: string, at: Date): WantedOrders {
  const { clinicianId, products, statuses, paymentMethods, channel, placedById } = filter
  const name = nameBeginning(filter.firstName, filter.lastName)
  const { from, before } = stretchOf(filter, timeZone, at)
  return {
    ...(name === null ? {} : { name }),
    ...(clinicianId == null ? {} : { clinicianIds: [clinicianId] }),
    ...(filter.number == null ? {} : { number: numberOf(filter.number) }),
    ...(products == null ? {} : { products }),
    ...(from === null ? {} : { from }),
    ...(before === null ? {} : { before }),
    ...(statuses == null ? {} : { statuses }),
    ...(paymentMethods == null ? {} : { paymentMethods }),
    ...(channel == null ? {} : { channel }),
    ...(placedById == null ? {} : { placedById }),
  }
}

function stretchOf({ period, placedFrom, placedUntil }: OrderFilter, timeZone: string, at: Date): Stretch {
  if (period == null) return instantsOf(placedFrom ?? null, placedUntil ?? null, timeZone)
  if (placedFrom != null || placedUntil != null) {
    throw new RequestError('BAD_USER_INPUT', 'period: expected either a period or days, got both')
  }
  return instantsOfPeriod(period, at, timeZone)
}

function numberOf(text: string): number {
  const number = parseOrderNumber(text)
  if (number !== null) return number
  throw new RequestError('BAD_USER_INPUT', 'number: expected an order number, `PO-` and 10 digits, got something else')
}
