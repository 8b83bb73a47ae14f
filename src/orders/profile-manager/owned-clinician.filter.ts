import { Field, ID, InputType, Int } from 'type-graphql'
import { type ClinicianKind, ClinicianKindEnum } from '../../clinicians/clinician.type.js'
import { MAX_FILTER_NAME_LENGTH, nameBeginning } from '../../clinicians/name.beginning.js'
import { LocalDate } from '../../graphql/scalars.js'
import { RequestError } from '../../kernel/errors.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'
import { instantsOf } from '../history/period.rules.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { type Cycle, MAX_WITHIN_DAYS, purchasedBefore } from '../reappointment/reappointment.rules.js'
import type { OwnedFilter } from './owned-clinician.queries.js'

@InputType({
  description:
    'Which of the clinicians whose profile the organization owns: those for whom all holds that is given. What is null or left out may be any.',
})
export class OwnedClinicianFilter {
  @Field(() => String, {
    nullable: true,
    description: `What the first name begins with, 1 to ${MAX_FILTER_NAME_LENGTH} characters; without case, accents, punctuation and blanks. Former and other names count too, and with \`lastName\` both must be of one name.`,
  })
  firstName?: string | null

  @Field(() => String, { nullable: true, description: 'What the last name begins with, as `firstName`.' })
  lastName?: string | null

  @Field(() => ClinicianKindEnum, { nullable: true, description: 'Of this kind.' })
  kind?: ClinicianKind | null

  @Field(() => [ID], {
    nullable: true,
    description: `One of these clinicians, \`cln_…\`, 1 to ${MAX_ORDER_ITEMS}; ids of others are passed over.`,
  })
  clinicianIds?: string[] | null

  @Field(() => [ProfileProductEnum], { nullable: true, description: 'Whose last purchase was one of these products.' })
  products?: ProductCode[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whom the organization monitors now (true), or does not (false); null for both.',
  })
  monitored?: boolean | null

  @Field(() => LocalDate, {
    nullable: true,
    description: "Whose last purchase was on this day or later; days are those of the organization's time zone.",
  })
  purchasedFrom?: LocalDay | null

  @Field(() => LocalDate, { nullable: true, description: 'Whose last purchase was on this day or earlier.' })
  purchasedUntil?: LocalDay | null

  @Field(() => Int, {
    nullable: true,
    description: `To be ordered again within so many days of today, 0 to ${MAX_WITHIN_DAYS}, by the organization's cycle and lead days; 0 for those that are already.`,
  })
  dueWithin?: number | null
}

/**
 * The filter as the statement takes it, for an organization with this cycle.
 *
 * @throws RequestError BAD_USER_INPUT for a name without a letter, too many ids, a range that ends before it begins, and
 *   days that cannot be
 */
export function ownedFilterOf(filter: OwnedClinicianFilter, cycle: Cycle, at: Date): OwnedFilter {
  const { kind, clinicianIds, products, monitored, dueWithin } = filter
  if (clinicianIds != null && (clinicianIds.length < 1 || clinicianIds.length > MAX_ORDER_ITEMS)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `clinicianIds: expected 1 to ${MAX_ORDER_ITEMS}, got ${clinicianIds.length}`,
    )
  }
  if (dueWithin != null && (dueWithin < 0 || dueWithin > MAX_WITHIN_DAYS)) {
    throw new RequestError('BAD_USER_INPUT', `dueWithin: expected 0 to ${MAX_WITHIN_DAYS} days, got ${dueWithin}`)
  }
  const name = nameBeginning(filter.firstName, filter.lastName)
  const { from, before } = instantsOf(filter.purchasedFrom ?? null, filter.purchasedUntil ?? null, cycle.timeZone)
  const dueBefore = dueWithin == null ? null : purchasedBefore(at, dueWithin, cycle)
  const ends = [before, dueBefore].filter((end) => end !== null).sort((a, b) => a.getTime() - b.getTime())
  const [end] = ends
  return {
    ...(name === null ? {} : { name }),
    ...(kind == null ? {} : { kind }),
    ...(clinicianIds == null ? {} : { clinicianIds }),
    ...(products == null ? {} : { products }),
    ...(monitored == null ? {} : { isMonitored: monitored }),
    ...(from === null ? {} : { purchasedFrom: from }),
    ...(end === undefined ? {} : { purchasedBefore: end }),
  }
}
