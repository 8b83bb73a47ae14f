import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import { enumOf } from '../graphql/enums.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'
import {
  BoardCertificationElement,
  DeaElement,
  EducationElement,
  LicenseElement,
  NationalBoardElement,
  PaProgramElement,
  SanctionElement,
  TrainingElement,
} from './profile.career.types.js'
import type { DocumentWithContent } from './profile.documents.js'
import {
  ActivityElement,
  AddressElement,
  BirthElement,
  EcfmgElement,
  MembershipElement,
  NameElement,
  NccpaElement,
  NpiElement,
  PhoneElement,
} from './profile.person.types.js'
import { type SectionType, sectionOf } from './profile.provenance.type.js'
import { PRODUCTS, type ProfileProduct } from './profile.sections.js'

export const ProfileProductEnum = enumOf(PRODUCTS)
registerEnumType(ProfileProductEnum, {
  name: 'ProfileProduct',
  description: 'What can be ordered of a clinician.',
  valuesConfig: {
    INITIAL_APPOINTMENT: { description: 'The whole profile of a physician.' },
    REAPPOINTMENT: {
      description:
        'What can change of a physician: addresses, phone, birth date, NPI, licenses, DEA, board certification, sanctions.',
    },
    PA_PROFILE: { description: 'The profile of a physician assistant.' },
    CONTINUOUS_MONITORING: {
      description:
        '24 months in which the organization is told of changes of a physician whose profile it owns, or buys in the same order. Delivers no profile of its own.',
    },
  },
})

const NameSection = sectionOf('Name', NameElement)
const AddressSection = sectionOf('Address', AddressElement)
const PhoneSection = sectionOf('Phone', PhoneElement)
const BirthSection = sectionOf('Birth', BirthElement)
const ActivitySection = sectionOf('Activity', ActivityElement)
const MembershipSection = sectionOf('Membership', MembershipElement)
const NpiSection = sectionOf('Npi', NpiElement)
const EducationSection = sectionOf('Education', EducationElement)
const TrainingSection = sectionOf('Training', TrainingElement)
const NationalBoardSection = sectionOf('NationalBoard', NationalBoardElement)
const LicenseSection = sectionOf('License', LicenseElement)
const EcfmgSection = sectionOf('Ecfmg', EcfmgElement)
const DeaSection = sectionOf('Dea', DeaElement)
const BoardCertificationSection = sectionOf('BoardCertification', BoardCertificationElement)
const SanctionSection = sectionOf('Sanction', SanctionElement)
const PaProgramSection = sectionOf('PaProgram', PaProgramElement)
const NccpaSection = sectionOf('Nccpa', NccpaElement)

/** Fields that need no section, and so not the content of the snapshot. */
export const PROFILE_HEAD: ReadonlySet<string> = new Set([
  ...['__typename', 'documentNumber', 'product', 'asOf', 'orderNumber', 'organizationName', 'requestedBy', 'timeZone'],
  ...['mode', 'snapshotNumber', 'contentSha256'],
])

/** Null: the product does not sell the section. */
type Sold<Element extends object> = SectionType<Element> | null

@ObjectType({
  description:
    'A verified profile as it was sold: immutable, every element with its source. The official PDF says the same. A section is null if the product does not include it; a section without elements and without `noneReported` means that no source has reported it.',
})
export class Profile {
  /** What the fields are made from. */
  document!: DocumentWithContent
  documentId!: string
  organizationId!: string

  @Field(() => ID, { description: 'Number of the official document, `PD-` and 10 digits.' })
  documentNumber!: string

  @Field(() => ProfileProductEnum, { description: 'What was bought.' })
  product!: ProfileProduct

  @Field(() => DateTime, { description: 'The moment of which the profile holds.' })
  asOf!: Date

  @Field(() => ID, { description: 'Number of the order that it was bought with, `PO-` and 10 digits.' })
  orderNumber!: string

  @Field(() => String, { description: 'Name of the organization that it was made for, as it was then.' })
  organizationName!: string

  @Field(() => String, { description: 'Who asked for it: name of the vendor or the person, as printed.' })
  requestedBy!: string

  @Field(() => String, {
    description: 'IANA name of the time zone in which its times are printed and its days counted.',
  })
  timeZone!: string

  @Field(() => ModeEnum, { description: 'Of test mode: the clinician and all data are made up.' })
  mode!: Mode

  @Field(() => Int, { description: 'Number of the snapshot; unchanged knowledge keeps its number.' })
  snapshotNumber!: number

  @Field(() => String, { description: 'SHA-256 (hex) of the canonical JSON (RFC 8785) of the snapshot.' })
  contentSha256!: string

  @Field(() => NameSection, {
    nullable: true,
    description: 'Legal name and other names. Null if the product does not include it.',
  })
  names!: Sold<NameElement>

  @Field(() => AddressSection, {
    nullable: true,
    description: 'Mailing address. Null if the product does not include it.',
  })
  mailingAddress!: Sold<AddressElement>

  @Field(() => AddressSection, {
    nullable: true,
    description: 'Primary office address. Null if the product does not include it.',
  })
  officeAddress!: Sold<AddressElement>

  @Field(() => PhoneSection, {
    nullable: true,
    description: 'Primary office phone. Null if the product does not include it.',
  })
  officePhone!: Sold<PhoneElement>

  @Field(() => BirthSection, {
    nullable: true,
    description: 'Birth date and place. Null if the product does not include it.',
  })
  birth!: Sold<BirthElement>

  @Field(() => ActivitySection, {
    nullable: true,
    description:
      'Major professional activity and self-designated specialties. Null if the product does not include it.',
  })
  activity!: Sold<ActivityElement>

  @Field(() => MembershipSection, {
    nullable: true,
    description: 'Membership status. Null if the product does not include it.',
  })
  membership!: Sold<MembershipElement>

  @Field(() => NpiSection, {
    nullable: true,
    description: 'National Provider Identifier. Null if the product does not include it.',
  })
  npi!: Sold<NpiElement>

  @Field(() => EducationSection, {
    nullable: true,
    description: 'Medical education. Null if the product does not include it.',
  })
  education!: Sold<EducationElement>

  @Field(() => TrainingSection, {
    nullable: true,
    description: 'Graduate medical training. Null if the product does not include it.',
  })
  training!: Sold<TrainingElement>

  @Field(() => NationalBoardSection, {
    nullable: true,
    description: 'National board examination certification. Null if the product does not include it.',
  })
  nationalBoards!: Sold<NationalBoardElement>

  @Field(() => LicenseSection, {
    nullable: true,
    description: 'State licenses, current and historical. Null if the product does not include it.',
  })
  licenses!: Sold<LicenseElement>

  @Field(() => EcfmgSection, { nullable: true, description: 'ECFMG number. Null if the product does not include it.' })
  ecfmg!: Sold<EcfmgElement>

  @Field(() => DeaSection, {
    nullable: true,
    description: 'DEA registration. Null if the product does not include it.',
  })
  dea!: Sold<DeaElement>

  @Field(() => BoardCertificationSection, {
    nullable: true,
    description: 'Specialty board certification. Null if the product does not include it.',
  })
  boardCertifications!: Sold<BoardCertificationElement>

  @Field(() => SanctionSection, {
    nullable: true,
    description: 'Sanctions and actions. Null if the product does not include it.',
  })
  sanctions!: Sold<SanctionElement>

  @Field(() => PaProgramSection, {
    nullable: true,
    description: 'Physician assistant program. Null if the product does not include it.',
  })
  paProgram!: Sold<PaProgramElement>

  @Field(() => NccpaSection, {
    nullable: true,
    description: 'NCCPA certification. Null if the product does not include it.',
  })
  nccpa!: Sold<NccpaElement>
}
