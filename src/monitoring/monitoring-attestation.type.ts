import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { DateTime, LocalDate } from '../graphql/scalars.js'

@ObjectType('AttestedSource', { description: 'Of which day was what a source had said when an attestation was made.' })
export class AttestedSource {
  @Field(() => String, { description: 'Code of the section of the profile, for example `SANCTIONS`.' })
  section!: string

  @Field(() => String, { description: 'Name of the source.' })
  source!: string

  @Field(() => LocalDate, { description: 'The day of what it knew.' })
  asOf!: string
}

@ObjectType('MonitoringAttestation', {
  description:
    'What the gateway attests of 30 days of a monitored clinician: that no change was noticed, or how many were. Made once, within a day of the end of the period, and never changed.',
})
export class MonitoringAttestationType {
  @Field(() => ID, { description: 'Stable id, `att_…`.' })
  id!: string

  @Field(() => Int, { description: 'Which period of the term it is: 1, 2, 3 …' })
  number!: number

  @Field(() => DateTime, { description: 'Begin of the period, included.' })
  from!: Date

  @Field(() => DateTime, {
    description:
      'End of the period, not included: 30 days of the organization later, or the end of the monitoring if that is earlier.',
  })
  until!: Date

  @Field(() => Int, {
    description: 'How many changes were noticed within the period; see the notices of the monitoring.',
  })
  changeCount!: number

  @Field(() => DateTime, { description: 'When it was made.' })
  attestedAt!: Date

  @Holds(10)
  @Field(() => [AttestedSource], {
    description:
      'What it rests on: the sources that were asked about everybody, by section, and of which day was what they had said.',
  })
  sources!: AttestedSource[]
}
