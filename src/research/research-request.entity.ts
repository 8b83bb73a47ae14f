import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { Clinician } from '../clinicians/clinician.entity.js'
import type { ClinicianKind, Criterion } from '../clinicians/clinician.type.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { ApiKey } from '../vendors/api-key.entity.js'
import type { KnownLicense } from './known-clinician.js'
import type { ResearchRequestState } from './research-request.type.js'

/** A request to find out who a clinician is whom no search found (domain.md, "Clinicians and search"). */
@Entity('research_requests')
@Unique('research_requests_number_unique', ['number'])
@Index('research_requests_one_open', ['organizationId', 'knownSha256'], {
  unique: true,
  where: `state in ('OPEN', 'IN_PROGRESS')`,
})
@Index('research_requests_of_organization', ['organizationId', 'id'])
@Index('research_requests_by_state', ['mode', 'state', 'dueBefore', 'id'])
@Index('research_requests_waiting', ['mode', 'dueBefore', 'id'], { where: `state in ('OPEN', 'IN_PROGRESS')` })
@Check('research_requests_number_sane', 'number between 1 and 99999999')
@Check('research_requests_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('research_requests_state_known', `state in ('OPEN', 'IN_PROGRESS', 'FOUND', 'NOT_FOUND', 'WITHDRAWN')`)
@Check('research_requests_actor_kind_known', `actor_kind in ('VENDOR', 'USER')`)
@Check('research_requests_vendor_reference_length', 'length(vendor_reference) between 1 and 200')
@Check(
  'research_requests_searched_by_known',
  `searched_by in ('NPI', 'ECFMG_NUMBER', 'NCCPA_NUMBER', 'NAME_AND_BIRTH_DATE')`,
)
@Check('research_requests_kind_known', `kind in ('PHYSICIAN', 'PHYSICIAN_ASSISTANT')`)
@Check('research_requests_first_name_length', 'length(first_name) between 1 and 100')
@Check('research_requests_middle_name_length', 'length(middle_name) between 1 and 100')
@Check('research_requests_last_name_length', 'length(last_name) between 1 and 100')
@Check('research_requests_other_names_count', 'cardinality(other_names) <= 10')
@Check('research_requests_npi_form', `npi ~ '^[12][0-9]{9}$'`)
@Check('research_requests_ecfmg_form', `ecfmg_number ~ '^[0-9]{7,8}$'`)
@Check('research_requests_nccpa_form', `nccpa_number ~ '^[0-9]{7}$'`)
@Check('research_requests_licenses_list', `jsonb_typeof(licenses) = 'array' and jsonb_array_length(licenses) <= 20`)
@Check('research_requests_medical_school_length', 'length(medical_school) between 1 and 200')
@Check('research_requests_graduation_year_sane', 'graduation_year between 1900 and 2200')
@Check('research_requests_state_form', `state_of_practice ~ '^[A-Z]{2}$'`)
@Check('research_requests_employer_length', 'length(employer) between 1 and 200')
@Check('research_requests_note_length', 'length(note) between 1 and 2000')
@Check('research_requests_known_form', `known_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('research_requests_delay_explanation_length', 'length(delay_explanation) between 1 and 2000')
@Check('research_requests_not_found_explanation_length', 'length(not_found_explanation) between 1 and 2000')
@Check('research_requests_key_of_vendor', `(actor_kind = 'VENDOR') = (api_key_id is not null)`)
@Check(
  'research_requests_something_known',
  'num_nonnulls(last_name, npi, ecfmg_number, nccpa_number) > 0 or jsonb_array_length(licenses) > 0',
)
@Check('research_requests_due_later', 'due_on >= first_due_on and due_before >= first_due_before')
@Check('research_requests_delay_whole', '(delayed_at is null) = (delay_explanation is null)')
@Check(
  'research_requests_started_whole',
  `(started_at is null) = (started_by_user_id is null)
   and case state when 'OPEN' then started_at is null when 'WITHDRAWN' then true else started_at is not null end`,
)
@Check('research_requests_ended_whole', `(state in ('OPEN', 'IN_PROGRESS')) = (ended_at is null)`)
@Check(
  'research_requests_answered_by_somebody',
  `(state in ('FOUND', 'NOT_FOUND')) = (answered_by_user_id is not null)`,
)
@Check('research_requests_found_somebody', `(state = 'FOUND') = (clinician_id is not null)`)
@Check('research_requests_not_found_says_why', `(state = 'NOT_FOUND') = (not_found_explanation is not null)`)
export class ResearchRequest {
  @PrimaryColumn('text')
  id!: string

  /** Printed as `RR-` + 8 digits. */
  @Column('bigint')
  number!: number

  @Column('text')
  mode!: Mode

  @ForeignKey(() => Organization, { name: 'research_requests_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  state!: ResearchRequestState

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'VENDOR' | 'USER'

  /** Id of the vendor or of the person. */
  @Column('text', { name: 'actor_id' })
  actorId!: string

  @ForeignKey(() => ApiKey, { name: 'research_requests_api_key_fk' })
  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  @Column('timestamp with time zone', { name: 'requested_at' })
  requestedAt!: Date

  @Column('text', { name: 'vendor_reference', nullable: true })
  vendorReference!: string | null

  @Column('text', { name: 'searched_by', nullable: true })
  searchedBy!: Criterion | null

  @Column('text', { nullable: true })
  kind!: ClinicianKind | null

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null

  @Column('text', { name: 'middle_name', nullable: true })
  middleName!: string | null

  @Column('text', { name: 'last_name', nullable: true })
  lastName!: string | null

  @Column('text', { name: 'other_names', array: true })
  otherNames!: string[]

  /** `YYYY-MM-DD`; the full date is for staff only. */
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null

  @Column('text', { nullable: true })
  npi!: string | null

  @Column('text', { name: 'ecfmg_number', nullable: true })
  ecfmgNumber!: string | null

  @Column('text', { name: 'nccpa_number', nullable: true })
  nccpaNumber!: string | null

  @Column('jsonb')
  licenses!: KnownLicense[]

  @Column('text', { name: 'medical_school', nullable: true })
  medicalSchool!: string | null

  @Column('integer', { name: 'graduation_year', nullable: true })
  graduationYear!: number | null

  @Column('text', { name: 'state_of_practice', nullable: true })
  stateOfPractice!: string | null

  @Column('text', { nullable: true })
  employer!: string | null

  @Column('text', { nullable: true })
  note!: string | null

  /** See `knownDigest`. */
  @Column('text', { name: 'known_sha256' })
  knownSha256!: string

  /** `YYYY-MM-DD`, as promised at first. */
  @Column('date', { name: 'first_due_on' })
  firstDueOn!: string

  /** The first instant after that day in the organization's time zone. */
  @Column('timestamp with time zone', { name: 'first_due_before' })
  firstDueBefore!: Date

  @Column('date', { name: 'due_on' })
  dueOn!: string

  @Column('timestamp with time zone', { name: 'due_before' })
  dueBefore!: Date

  @Column('timestamp with time zone', { name: 'delayed_at', nullable: true })
  delayedAt!: Date | null

  @Column('text', { name: 'delay_explanation', nullable: true })
  delayExplanation!: string | null

  @Column('timestamp with time zone', { name: 'started_at', nullable: true })
  startedAt!: Date | null

  @ForeignKey(() => User, { name: 'research_requests_started_by_fk' })
  @Column('text', { name: 'started_by_user_id', nullable: true })
  startedByUserId!: string | null

  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  @ForeignKey(() => User, { name: 'research_requests_answered_by_fk' })
  @Column('text', { name: 'answered_by_user_id', nullable: true })
  answeredByUserId!: string | null

  @ForeignKey(() => Clinician, { name: 'research_requests_clinician_fk' })
  @Column('text', { name: 'clinician_id', nullable: true })
  clinicianId!: string | null

  @Column('text', { name: 'not_found_explanation', nullable: true })
  notFoundExplanation!: string | null
}
