import { ArgsType, Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../graphql/scalars.js'
import { AddressElement, NameElement, NpiElement } from './profile.person.types.js'
import { SourcedElement } from './profile.provenance.type.js'

@ArgsType()
export class ElementArgs {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether also what a source said before and says no more; it comes last, the latest first.',
  })
  includePast!: boolean
}

@ObjectType({ description: 'A name of the clinician, with its source.' })
export class ClinicianName extends NameElement {}

@ObjectType({ description: 'What a source has on the National Provider Identifier of the clinician.' })
export class ClinicianNpiRecord extends NpiElement {}

@ObjectType({
  description:
    'A specialty that the clinician designates, with its source; no statement about training or certification.',
})
export class ClinicianSpecialty extends SourcedElement {
  @Field(() => String, {
    nullable: true,
    description: 'Health care provider taxonomy code; null if the source names the specialty only.',
  })
  taxonomyCode!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'As the source names it, else what the NUCC taxonomy calls its code; null if neither is known.',
  })
  name!: string | null

  @Field(() => Boolean, { description: 'Whether the clinician calls it the primary one.' })
  primary!: boolean
}

@ObjectType({ description: 'A telephone number.' })
export class ClinicianPhone {
  @Field(() => String, { description: 'As the source writes it; ten digits in the US.' })
  number!: string

  @Field(() => String, { nullable: true, description: 'Extension; null if the source has none.' })
  extension!: string | null
}

@ObjectType({
  description: 'Where the clinician practices beside the primary office (which is in the profile), with its source.',
})
export class ClinicianPracticeLocation extends AddressElement {
  @Field(() => ClinicianPhone, { nullable: true, description: 'Telephone; null if the source has none.' })
  phone!: ClinicianPhone | null

  @Field(() => String, { nullable: true, description: 'Fax, as the source writes it; null if it has none.' })
  fax!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'For which organization; null if the source tells the address only.',
  })
  organization!: string | null
}

@ObjectType({
  description: 'An electronic address at which the clinician takes messages or offers data, with its source.',
})
export class ClinicianEndpoint extends SourcedElement {
  @Field(() => String, { description: 'Code of the source: `DIRECT`, `FHIR`, `CONNECT`, `SOAP`, `REST`, `OTHERS`.' })
  type!: string

  @Field(() => String, { description: 'An `http` or `https` URL, or an address with an `@`.' })
  endpoint!: string

  @Field(() => String, { nullable: true, description: 'In the words of the source; null if it has none.' })
  description!: string | null

  @Field(() => String, { nullable: true, description: 'What it is used for; null if the source does not say.' })
  use!: string | null

  @Field(() => String, { nullable: true, description: 'What it carries; null if the source does not say.' })
  content!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Legal name of the organization that it belongs to; null for the clinician’s own.',
  })
  affiliation!: string | null
}

@ObjectType({
  description: 'An affidavit by which the clinician opts out of Medicare (42 CFR 405.400–405.455), with its source.',
})
export class MedicareOptOut extends SourcedElement {
  @Field(() => LocalDate, { description: 'First day.' })
  effectiveOn!: string

  @Field(() => LocalDate, { nullable: true, description: 'Last day; null if the source gives none.' })
  endsOn!: string | null

  @Field(() => Boolean, { description: 'Whether the clinician may still order and refer within Medicare.' })
  eligibleToOrderAndRefer!: boolean

  @Field(() => String, { nullable: true, description: 'Specialty as the source names it; null if it has none.' })
  specialty!: string | null
}

@ObjectType({ description: 'What the clinician may order or certify within Medicare, with its source.' })
export class MedicareOrdering extends SourcedElement {
  @Field(() => Boolean, { description: 'Part B: laboratory services and imaging.' })
  partB!: boolean

  @Field(() => Boolean, { description: 'Durable medical equipment.' })
  dme!: boolean

  @Field(() => Boolean, { description: 'Home health services.' })
  hha!: boolean

  @Field(() => Boolean, { description: 'Power mobility devices.' })
  pmd!: boolean

  @Field(() => Boolean, { nullable: true, description: 'Hospice; null if the layout of the file does not tell.' })
  hospice!: boolean | null
}
