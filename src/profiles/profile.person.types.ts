import { Field, ObjectType } from 'type-graphql'
import { type ClinicianNameType, ClinicianNameTypeEnum } from '../clinicians/clinician.type.js'
import { PartialDate } from '../graphql/scalars.js'
import { SourcedElement } from './profile.provenance.type.js'

@ObjectType({ description: 'A specialty that the clinician designates; no statement about training or certification.' })
export class SelfDesignatedSpecialty {
  @Field(() => String, {
    nullable: true,
    description: 'Health care provider taxonomy code; null if the source names the specialty only.',
  })
  taxonomyCode!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the specialty as the source writes it, else what the NUCC taxonomy calls its code; null if neither is known.',
  })
  name!: string | null

  @Field(() => Boolean, { description: 'Whether the clinician calls it the primary one.' })
  primary!: boolean
}

@ObjectType('ProfileName', { description: 'A name of the clinician. With its source.' })
export class NameElement extends SourcedElement {
  @Field(() => ClinicianNameTypeEnum, { description: 'What the name is to the person.' })
  type!: ClinicianNameType

  @Field(() => String, { nullable: true, description: 'Such as `DR.`. Null if the source has none.' })
  prefix!: string | null

  @Field(() => String, { nullable: true, description: 'First name. Null if the source has none.' })
  first!: string | null

  @Field(() => String, { nullable: true, description: 'Middle name or initial. Null if the source has none.' })
  middle!: string | null

  @Field(() => String, { description: 'Last name.' })
  last!: string

  @Field(() => String, { nullable: true, description: 'Such as `JR` or `III`. Null if the source has none.' })
  suffix!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Professional designation as the source writes it. Null if the source has none.',
  })
  credential!: string | null
}

@ObjectType('ProfileAddress', { description: 'A postal address. With its source.' })
export class AddressElement extends SourcedElement {
  @Field(() => [String], { description: 'Street lines, one to three.' })
  lines!: string[]

  @Field(() => String, { nullable: true, description: 'City. Null if the source has none.' })
  city!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Two-letter code in the US, free text abroad. Null if the source has none.',
  })
  state!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'ZIP code of 5 or 9 digits in the US. Null if the source has none.',
  })
  postalCode!: string | null

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country!: string
}

@ObjectType('ProfilePhone', { description: 'A telephone number. With its source.' })
export class PhoneElement extends SourcedElement {
  @Field(() => String, { description: 'As the source writes it; ten digits in the US.' })
  number!: string

  @Field(() => String, { nullable: true, description: 'Extension. Null if the source has none.' })
  extension!: string | null
}

@ObjectType('ProfileBirth', { description: 'Date and place of birth. With its source.' })
export class BirthElement extends SourcedElement {
  @Field(() => PartialDate, { description: 'Date of birth as far as it is known.' })
  date!: string

  @Field(() => String, { nullable: true, description: 'City of birth. Null if the source has none.' })
  city!: string | null

  @Field(() => String, { nullable: true, description: 'State of birth. Null if the source has none.' })
  state!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Country of birth, ISO 3166-1 alpha-2. Null if the source has none.',
  })
  country!: string | null
}

@ObjectType('ProfileActivity', {
  description: 'What the clinician mostly does, or a specialty that the clinician designates. With its source.',
})
export class ActivityElement extends SourcedElement {
  @Field(() => String, {
    nullable: true,
    description: 'Major professional activity, for example `Office-based practice`. Null if the source has none.',
  })
  majorActivity!: string | null

  @Field(() => SelfDesignatedSpecialty, {
    nullable: true,
    description: 'Self-designated: no statement about training or certification. Null if the source has none.',
  })
  specialty!: SelfDesignatedSpecialty | null
}

@ObjectType('ProfileMembership', { description: 'Membership status with the publisher. With its source.' })
export class MembershipElement extends SourcedElement {
  @Field(() => String, { description: 'As reported.' })
  status!: string
}

@ObjectType('ProfileNpi', { description: 'National Provider Identifier. With its source.' })
export class NpiElement extends SourcedElement {
  @Field(() => String, { description: '10 digits.' })
  number!: string

  @Field(() => PartialDate, { nullable: true, description: 'When it was assigned. Null if the source has none.' })
  enumeratedOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When it was deactivated. Null if the source has none.' })
  deactivatedOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When it was reactivated. Null if the source has none.' })
  reactivatedOn!: string | null
}

@ObjectType('ProfileEcfmg', {
  description: 'Certification by the Educational Commission for Foreign Medical Graduates. With its source.',
})
export class EcfmgElement extends SourcedElement {
  @Field(() => String, { description: '7 or 8 digits.' })
  number!: string

  @Field(() => PartialDate, { nullable: true, description: 'When certified. Null if the source has none.' })
  certifiedOn!: string | null
}

@ObjectType('ProfileNccpa', {
  description: 'Certification by the National Commission on Certification of Physician Assistants. With its source.',
})
export class NccpaElement extends SourcedElement {
  @Field(() => String, { description: '7 digits.' })
  number!: string

  @Field(() => String, { description: 'As reported.' })
  status!: string

  @Field(() => PartialDate, {
    nullable: true,
    description: 'Year in which it was granted. Null if the source has none.',
  })
  yearGranted!: string | null
}
