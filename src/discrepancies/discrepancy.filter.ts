import { Field, ID, InputType } from 'type-graphql'
import { MAX_FILTER_NAME_LENGTH, type NameBeginning, nameBeginning } from '../clinicians/name.beginning.js'
import { RequestError } from '../kernel/errors.js'
import { parseOrderNumber } from '../orders/order.rules.js'
import { parseDiscrepancyNumber } from './discrepancy.rules.js'
import { type DiscrepancyState, DiscrepancyStateEnum } from './discrepancy.words.js'

@InputType({
  description:
    'Which discrepancy reports: those for which all holds that is given. What is null or left out may be any.',
})
export class DiscrepancyFilter {
  @Field(() => String, {
    nullable: true,
    description: `What the first name of the clinician begins with, 1 to ${MAX_FILTER_NAME_LENGTH} characters; without case, accents, punctuation and blanks. Former and other names count too, and with \`lastName\` both must be of one name.`,
  })
  firstName?: string | null

  @Field(() => String, { nullable: true, description: 'What the last name begins with, as `firstName`.' })
  lastName?: string | null

  @Field(() => String, { nullable: true, description: 'The one with this number, `DR-` and 8 digits.' })
  number?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'About what was bought with the order of this number, `PO-` and 10 digits.',
  })
  orderNumber?: string | null

  @Field(() => ID, { nullable: true, description: 'About what was bought with this line, `item_…`.' })
  orderItemId?: string | null

  @Field(() => ID, { nullable: true, description: 'About this clinician, `cln_…`.' })
  clinicianId?: string | null

  @Field(() => [DiscrepancyStateEnum], { nullable: true, description: 'In one of these states.' })
  states?: DiscrepancyState[] | null
}

/** Which reports; what is left out does not matter. */
export interface WantedDiscrepancies {
  name?: NameBeginning
  number?: number
  orderNumber?: number
  orderItemId?: string
  clinicianId?: string
  states?: readonly DiscrepancyState[]
}

/** The filter as the statements take it. @throws RequestError BAD_USER_INPUT for what is no number, and no name */
export function wantedDiscrepancies(filter: DiscrepancyFilter): WantedDiscrepancies {
  const { orderItemId, clinicianId, states } = filter
  const name = nameBeginning(filter.firstName, filter.lastName)
  return {
    ...(name !== null && { name }),
    ...(filter.number != null && {
      number: digitsOf('number', filter.number, parseDiscrepancyNumber, 'DR- and 8 digits'),
    }),
    ...(filter.orderNumber != null && {
      orderNumber: digitsOf('orderNumber', filter.orderNumber, parseOrderNumber, 'PO- and 10 digits'),
    }),
    ...(orderItemId != null && { orderItemId }),
    ...(clinicianId != null && { clinicianId }),
    ...(states != null && { states }),
  }
}

function digitsOf(field: string, text: string, parse: (text: string) => number | null, form: string): number {
  const number = parse(text)
  if (number === null) throw new RequestError('BAD_USER_INPUT', `${field}: expected ${form}, got "${text}"`)
  return number
}
