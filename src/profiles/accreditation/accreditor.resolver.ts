import { Query, Resolver } from 'type-graphql'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../../graphql/access.policy.js'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { ACCEPTANCE, ACCREDITORS } from './acceptance.table.js'
import { AccreditorStatements } from './acceptance.type.js'

@Resolver()
export class AccreditorResolver {
  @Access(...SIGNED_IN)
  @ReasonNotNeeded()
  @Holds(ACCREDITORS.length)
  @Query(() => [AccreditorStatements], {
    description:
      'The accreditors, and what is stated of what each accepts from profiles and for how long: the table behind `Profile.acceptedBy`. For everybody who is signed in.',
  })
  accreditors(): AccreditorStatements[] {
    const { usability, statements } = ACCEPTANCE
    return ACCEPTANCE.accreditors.map(({ code, name }) => ({
      code,
      name,
      usableDays: usability.days,
      certificationBodyDays: usability.certificationBodyDays,
      usabilitySource: usability.source,
      usabilityAsOf: usability.asOf,
      statements: statements.filter(({ accreditors }) => accreditors.includes(code)),
    }))
  }
}
