import { type ClassType, Field, ObjectType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { DateTime, LocalDate } from '../graphql/scalars.js'

@ObjectType('Provenance', { description: 'Where an element of a profile, or of the directory, comes from.' })
export class ProvenanceType {
  @Field(() => String, { description: 'Name of the source, for example `NPPES`.' })
  source!: string

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day on which the source last reported it; null if it gives none. Of the directory, where the source gives none: the day of its last whole file.',
  })
  lastReportedOn!: string | null

  @Field(() => DateTime, { description: 'When the gateway took it over from the source.' })
  retrievedAt!: Date

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day of the file in which the source said it no more; null as long as it does, and if nobody said of which day the file was. A profile has only what was reported when it was made.',
  })
  noLongerReportedOn!: string | null
}

@ObjectType('NoneReported', { description: 'A source that was asked and has nothing on this clinician.' })
export class NoneReportedType {
  @Field(() => String, { description: 'Name of the source.' })
  source!: string

  @Field(() => LocalDate, { description: 'Day of which its silence holds.' })
  asOf!: string
}

/** What all elements of a profile have in common. */
@ObjectType()
export abstract class SourcedElement {
  @Field(() => ProvenanceType, { description: 'Where it comes from.' })
  provenance!: ProvenanceType
}

/** A section as the API shows it. */
export interface SectionType<Element extends object> {
  elements: Element[]
  noneReported: NoneReportedType[]
}

/** Declares `Profile<name>Section` of the schema. */
export function sectionOf<Element extends object>(
  name: string,
  element: ClassType<Element>,
): ClassType<SectionType<Element>> {
  @ObjectType(`Profile${name}Section`, { description: 'A section of a profile.' })
  class Section {
    @Holds(30, { usually: 4 })
    @Field(() => [element], { description: 'What sources have reported; two sources that disagree both stand here.' })
    elements!: Element[]

    @Holds(10, { usually: 2 })
    @Field(() => [NoneReportedType], { description: 'Sources that were asked and have nothing on this clinician.' })
    noneReported!: NoneReportedType[]
  }
  return Section
}
