import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../../auth/actor.js'
import { Clinician } from '../../clinicians/clinician.entity.js'

/** How it was found out whom an exclusion is about. */
export type MatchedBy = 'NPI' | 'NAME_AND_BIRTH_DATE' | 'STAFF'

/**
 * One exclusion from the federal health care programs, as the Office of Inspector General (OIG) published it, and the
 * clinician whom it is about. Street and city are not kept: nothing here needs them.
 */
@Entity('exclusions')
@Index('exclusions_record', ['mode', 'recordKey'])
@Index('exclusions_npi', ['mode', 'npi'], { where: 'npi IS NOT NULL' })
@Index('exclusions_name', ['nameKey'], { where: 'NOT is_business' })
@Index('exclusions_clinician', ['clinicianId'], { where: 'clinician_id IS NOT NULL' })
@Check('exclusions_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('exclusions_npi_form', `npi ~ '^[12][0-9]{9}$'`)
@Check('exclusions_npi_right_or_wrong', 'npi is null or not has_wrong_npi')
@Check('exclusions_matched_by_known', `matched_by in ('NPI', 'NAME_AND_BIRTH_DATE', 'STAFF')`)
@Check('exclusions_names_whom', 'case when is_business then business_name is not null else last_name is not null end')
@Check('exclusions_matched_how', '(clinician_id is null) = (matched_by is null)')
@Check('exclusions_vanished_when', 'no_longer_reported_on is null or no_longer_reported_at is not null')
export class Exclusion {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  /** Names, day and type; people who share all of them have a row each. See `leieKey`. */
  @Column('text', { name: 'record_key' })
  recordKey!: string

  /** Digest of all rows of the key, as they were loaded last. */
  @Column('bytea', { name: 'content_sha256' })
  contentSha256!: Buffer

  @Column('boolean', { name: 'is_business' })
  isBusiness!: boolean

  @Column('text', { name: 'last_name', nullable: true })
  lastName!: string | null

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null

  @Column('text', { name: 'middle_name', nullable: true })
  middleName!: string | null

  @Column('text', { name: 'business_name', nullable: true })
  businessName!: string | null

  /** By which names compare: `fullNameKey` of a person, without a suffix; `nameKey` of a business. */
  @Column('text', { name: 'name_key' })
  nameKey!: string

  @Column('text', { nullable: true })
  general!: string | null

  @Column('text', { nullable: true })
  specialty!: string | null

  @Column('text', { nullable: true })
  npi!: string | null

  /** An NPI was published whose check digit is wrong: no rule may match it. */
  @Column('boolean', { name: 'has_wrong_npi' })
  hasWrongNpi!: boolean

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null

  @Column('text', { nullable: true })
  state!: string | null

  @Column('text', { name: 'postal_code', nullable: true })
  postalCode!: string | null

  /** Section of the law, as OIG writes it: `1128a1`. */
  @Column('text', { name: 'type_code' })
  typeCode!: string

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'excluded_on' })
  excludedOn!: string

  /** `YYYY-MM-DD`; since when a state's waiver lets the excluded person work there. */
  @Column('date', { name: 'waived_on', nullable: true })
  waivedOn!: string | null

  @Column('text', { name: 'waiver_state', nullable: true })
  waiverState!: string | null

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'reinstated_on', nullable: true })
  reinstatedOn!: string | null

  /** The latest day of a file that changed what is said here (`YYYY-MM-DD`). */
  @Column('date', { name: 'as_of', nullable: true })
  asOf!: string | null

  /** When a whole list was found to be without it: reinstated or removed. */
  @Column('timestamp with time zone', { name: 'no_longer_reported_at', nullable: true })
  noLongerReportedAt!: Date | null

  /** Of which day that list was (`YYYY-MM-DD`); null if nobody said. */
  @Column('date', { name: 'no_longer_reported_on', nullable: true })
  noLongerReportedOn!: string | null

  @ForeignKey(() => Clinician, { name: 'exclusions_clinician_fk' })
  @Column('text', { name: 'clinician_id', nullable: true })
  clinicianId!: string | null

  @Column('text', { name: 'matched_by', nullable: true })
  matchedBy!: MatchedBy | null
}
