import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'
import { PartialDate } from '../graphql/scalars.js'
import {
  CERTIFICATION_DURATIONS,
  type CertificationDuration,
  SANCTION_KINDS,
  type SanctionKind,
  TRAINING_STATUSES,
  type TrainingStatus,
} from './profile.content.js'
import { SourcedElement } from './profile.provenance.type.js'

const TrainingStatusEnum = enumOf(TRAINING_STATUSES)
registerEnumType(TrainingStatusEnum, {
  name: 'TrainingStatus',
  description: 'Where graduate medical training stands.',
  valuesConfig: {
    ACTIVE: { description: 'Going on.' },
    COMPLETED: { description: 'Completed.' },
    DISMISSED: { description: 'Ended by the program.' },
    FUTURE_START: { description: 'Has not begun yet.' },
    LEAVE_OF_ABSENCE: { description: 'Interrupted.' },
    WITHDRAWN: { description: 'Ended by the trainee.' },
  },
})

const CertificationDurationEnum = enumOf(CERTIFICATION_DURATIONS)
registerEnumType(CertificationDurationEnum, {
  name: 'CertificationDuration',
  description: 'How long a board certification lasts.',
  valuesConfig: {
    LIFETIME: { description: 'Without end.' },
    CONTINUOUS: { description: 'As long as the requirements of continuing certification are met.' },
    TIME_LIMITED: { description: 'Until a date.' },
  },
})

export const SanctionKindEnum = enumOf(SANCTION_KINDS)
registerEnumType(SanctionKindEnum, {
  name: 'SanctionKind',
  description: 'Who sanctions.',
  valuesConfig: {
    STATE_BOARD: { description: 'A state licensing board.' },
    MEDICARE_MEDICAID: { description: 'Exclusion from federal health care programs.' },
    DEA: { description: 'The Drug Enforcement Administration.' },
    UNIFORMED_SERVICES: { description: 'One of the uniformed services.' },
  },
})

@ObjectType('ProfileEducation', { description: 'Medical education. With its source.' })
export class EducationElement extends SourcedElement {
  @Field(() => String, { description: 'Medical school.' })
  school!: string

  @Field(() => String, { nullable: true, description: 'Where the school is. Null if the source has none.' })
  location!: string | null

  @Field(() => String, { nullable: true, description: 'Such as `MD`. Null if the source has none.' })
  degree!: string | null

  @Field(() => String, { nullable: true, description: 'Such as `Doctor of Medicine`. Null if the source has none.' })
  degreeType!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'Enrollment. Null if the source has none.' })
  enrolledOn!: string | null

  @Field(() => PartialDate, {
    nullable: true,
    description: 'When the degree was awarded. Null if the source has none.',
  })
  degreeOn!: string | null

  @Field(() => Boolean, { description: 'Whether the school itself has confirmed it.' })
  verified!: boolean
}

@ObjectType('ProfileTraining', { description: 'Graduate medical training. With its source.' })
export class TrainingElement extends SourcedElement {
  @Field(() => String, { description: 'Sponsoring institution.' })
  institution!: string

  @Field(() => String, { nullable: true, description: 'State of the institution. Null if the source has none.' })
  state!: string | null

  @Field(() => String, { nullable: true, description: 'Program. Null if the source has none.' })
  program!: string | null

  @Field(() => String, { nullable: true, description: 'Specialty of the program. Null if the source has none.' })
  specialty!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Such as `Residency` or `Fellowship`. Null if the source has none.',
  })
  type!: string | null

  @Field(() => PartialDate, {
    nullable: true,
    description: 'Start, possibly in the future. Null if the source has none.',
  })
  startedOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'End, actual or expected. Null if the source has none.' })
  endedOn!: string | null

  @Field(() => TrainingStatusEnum, { description: 'Where it stands.' })
  status!: TrainingStatus
}

@ObjectType('ProfileNationalBoard', { description: 'National board examination certification. With its source.' })
export class NationalBoardElement extends SourcedElement {
  @Field(() => String, { description: 'Such as `NBME`.' })
  board!: string

  @Field(() => String, { nullable: true, description: 'Examination. Null if the source has none.' })
  examination!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When certified. Null if the source has none.' })
  certifiedOn!: string | null
}

@ObjectType('ProfileLicense', { description: 'A state license, current or historical. With its source.' })
export class LicenseElement extends SourcedElement {
  @Field(() => String, { description: 'Two-letter code of the state or territory.' })
  jurisdiction!: string

  @Field(() => String, { description: 'As the source writes it.' })
  number!: string

  @Field(() => String, {
    nullable: true,
    description: 'Such as `Full` or `Resident`; null where the source carries no type.',
  })
  type!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'As the board reports it; null where the source carries no status.',
  })
  status!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When issued. Null if the source has none.' })
  issuedOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When it expires or expired. Null if the source has none.' })
  expiresOn!: string | null
}

@ObjectType('ProfileDea', { description: 'Registration with the Drug Enforcement Administration. With its source.' })
export class DeaElement extends SourcedElement {
  @Field(() => String, {
    description:
      'In full for the organization that bought the profile; for staff all but the last 4 characters are `*`: `*****4563`.',
  })
  number!: string

  @Field(() => [String], { description: 'Schedules of controlled substances, for example `2N`.' })
  schedules!: string[]

  @Field(() => PartialDate, { nullable: true, description: 'When it expires. Null if the source has none.' })
  expiresOn!: string | null

  @Field(() => String, { nullable: true, description: 'City of the registered address. Null if the source has none.' })
  city!: string | null

  @Field(() => String, { nullable: true, description: 'State of the registered address. Null if the source has none.' })
  state!: string | null
}

@ObjectType('ProfileBoardCertification', { description: 'Specialty board certification. With its source.' })
export class BoardCertificationElement extends SourcedElement {
  @Field(() => String, { description: 'Certifying board.' })
  board!: string

  @Field(() => String, { description: 'Certificate.' })
  certificate!: string

  @Field(() => String, { description: 'As the board reports it.' })
  status!: string

  @Field(() => String, {
    nullable: true,
    description: 'Such as `General` or `Subspecialty`. Null if the source has none.',
  })
  type!: string | null

  @Field(() => CertificationDurationEnum, {
    nullable: true,
    description: 'How long it lasts. Null if the source has none.',
  })
  duration!: CertificationDuration | null

  @Field(() => PartialDate, { nullable: true, description: 'When it took effect. Null if the source has none.' })
  effectiveOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When it expires. Null if the source has none.' })
  expiresOn!: string | null

  @Field(() => PartialDate, {
    nullable: true,
    description: 'When the board verifies it again. Null if the source has none.',
  })
  reverificationOn!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the clinician takes part in continuing certification. Null if the source has none.',
  })
  participatingInContinuingCertification!: boolean | null
}

@ObjectType('ProfileSanction', { description: 'A sanction or other action. With its source.' })
export class SanctionElement extends SourcedElement {
  @Field(() => SanctionKindEnum, { description: 'Who sanctions.' })
  kind!: SanctionKind

  @Field(() => String, { description: 'For example the medical board of a state.' })
  authority!: string

  @Field(() => String, { description: 'What was done.' })
  action!: string

  @Field(() => PartialDate, { nullable: true, description: 'When. Null if the source has none.' })
  actionOn!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'When it ended. Null if the source has none.' })
  endedOn!: string | null

  @Field(() => String, { nullable: true, description: 'As the source describes it. Null if the source has none.' })
  description!: string | null
}

@ObjectType('ProfilePaProgram', { description: 'Physician assistant program. With its source.' })
export class PaProgramElement extends SourcedElement {
  @Field(() => String, { description: 'School.' })
  school!: string

  @Field(() => String, { nullable: true, description: 'Where the school is. Null if the source has none.' })
  location!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'Year of the degree. Null if the source has none.' })
  degreeYear!: string | null
}
