import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { Clinician } from '../clinicians/clinician.entity.js'
import { OrderItem } from '../orders/order-item.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { IssuedDocument } from '../profiles/issued-document.entity.js'
import type { SectionCode } from '../profiles/profile.content.js'
import { ApiKey } from '../vendors/api-key.entity.js'
import type { DiscrepancyState } from './discrepancy.words.js'

/**
 * What an organization says is wrong in a profile that it bought, and what came of it (domain.md, "Discrepancies"). All
 * days and times are those of the organization.
 */
@Entity('discrepancies')
@Unique('discrepancies_number_unique', ['number'])
@Unique('discrepancies_corrected_document_unique', ['correctedDocumentId'])
@Unique('discrepancies_idempotency_key_unique', ['idempotencyScope', 'idempotencyKey'])
@Index('discrepancies_one_open', ['organizationId', 'clinicianId', 'subjectSha256'], {
  unique: true,
  where: 'ended_at is null',
})
@Index('discrepancies_of_organization', ['organizationId', 'id'])
@Index('discrepancies_of_order', ['orderNumber'])
@Index('discrepancies_of_item', ['orderItemId', 'id'])
@Index('discrepancies_by_state', ['mode', 'state', 'dueBefore', 'id'])
@Index('discrepancies_waiting', ['mode', 'dueBefore', 'id'], { where: 'ended_at is null' })
@Index('discrepancies_of_magic', ['id'], {
  where: `ended_at is null and mode = 'TEST' and why like 'sandbox:%'`,
})
@Index('discrepancies_to_tell', ['id'], { where: `state = 'CORRECTED' and buyers_told_at is null` })
@Check('discrepancies_number_sane', 'number between 1 and 99999999')
@Check('discrepancies_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('discrepancies_section_length', 'length(section) between 1 and 100')
@Check('discrepancies_path_length', 'length(path) between 1 and 200')
@Check('discrepancies_element_length', 'length(element) between 1 and 2000')
@Check('discrepancies_source_length', 'length(source) between 1 and 200')
@Check('discrepancies_subject_form', `subject_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('discrepancies_says_length', 'length(says) between 1 and 2000')
@Check('discrepancies_should_say_length', 'length(should_say) between 1 and 2000')
@Check('discrepancies_why_length', 'length(why) between 1 and 2000')
@Check(
  'discrepancies_state_known',
  `state in ('SUBMITTED', 'INVESTIGATING', 'DELAYED', 'CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN')`,
)
@Check('discrepancies_actor_kind_known', `actor_kind in ('VENDOR', 'USER')`)
@Check('discrepancies_request_form', `request_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('discrepancies_delay_explanation_length', 'length(delay_explanation) between 1 and 2000')
@Check('discrepancies_explanation_length', 'length(explanation) between 1 and 2000')
@Check('discrepancies_key_of_vendor', `(actor_kind = 'VENDOR') = (api_key_id is not null)`)
@Check('discrepancies_something_differs', 'num_nonnulls(says, should_say) > 0')
@Check('discrepancies_place_whole', 'num_nonnulls(path, element, source) in (0, 3)')
@Check('discrepancies_missing_says_nothing', 'path is not null or says is null')
@Check('discrepancies_due_later', 'due_on >= first_due_on and due_before >= first_due_before')
@Check(
  'discrepancies_delay_whole',
  `(delayed_at is null) = (delay_explanation is null) and (state <> 'DELAYED' or delayed_at is not null)`,
)
@Check(
  'discrepancies_taken_whole',
  `(taken_at is not null or taken_by_user_id is null)
   and (taken_at is null or taken_by_user_id is not null or mode = 'TEST')
   and case when state = 'SUBMITTED' then taken_at is null
            when state in ('DELAYED', 'WITHDRAWN') then true else taken_at is not null end`,
)
@Check(
  'discrepancies_ended_whole',
  `(state in ('CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN')) = (ended_at is not null)`,
)
@Check(
  'discrepancies_decided_by_somebody',
  `case when state in ('CORRECTED', 'CONFIRMED_ACCURATE')
        then explanation is not null and (decided_by_user_id is not null or mode = 'TEST')
        else num_nonnulls(decided_by_user_id, explanation) = 0 end`,
)
@Check(
  'discrepancies_corrected_whole',
  `num_nonnulls(corrected_document_id, download_until, download_before) = case when state = 'CORRECTED' then 3 else 0 end`,
)
@Check('discrepancies_told_of_correction', `buyers_told_at is null or state = 'CORRECTED'`)
export class Discrepancy {
  @PrimaryColumn('text')
  id!: string

  /** Printed as `DR-` + 8 digits. */
  @Column('bigint')
  number!: number

  @Column('text')
  mode!: Mode

  @ForeignKey(() => Organization, { name: 'discrepancies_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** The line with which the profile was bought. */
  @ForeignKey(() => OrderItem, { name: 'discrepancies_order_item_fk' })
  @Column('text', { name: 'order_item_id' })
  orderItemId!: string

  /** Of the order of that line: printed as `PO-` + 10 digits. */
  @Column('bigint', { name: 'order_number' })
  orderNumber!: number

  @ForeignKey(() => Clinician, { name: 'discrepancies_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** In which it stands: of the line, or a later one of the same clinician. */
  @ForeignKey(() => IssuedDocument, { name: 'discrepancies_document_fk' })
  @Column('text', { name: 'document_id' })
  documentId!: string

  @Column('text')
  section!: SectionCode

  /** `0` or `0.status`; null for something that is missing in the section. */
  @Column('text', { nullable: true })
  path!: string | null

  /** What tells the element from others of its section and source; null for what is missing, as `source`. */
  @Column('text', { nullable: true })
  element!: string | null

  @Column('text', { nullable: true })
  source!: string | null

  /** See `subjectDigest`. */
  @Column('text', { name: 'subject_sha256' })
  subjectSha256!: string

  @Column('text', { nullable: true })
  says!: string | null

  @Column('text', { name: 'should_say', nullable: true })
  shouldSay!: string | null

  @Column('text')
  why!: string

  @Column('text')
  state!: DiscrepancyState

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'VENDOR' | 'USER'

  @Column('text', { name: 'actor_id' })
  actorId!: string

  @ForeignKey(() => ApiKey, { name: 'discrepancies_api_key_fk' })
  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  @Column('text', { name: 'idempotency_scope' })
  idempotencyScope!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @Column('timestamp with time zone', { name: 'submitted_at' })
  submittedAt!: Date

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

  @Column('timestamp with time zone', { name: 'taken_at', nullable: true })
  takenAt!: Date | null

  @ForeignKey(() => User, { name: 'discrepancies_taken_by_fk' })
  @Column('text', { name: 'taken_by_user_id', nullable: true })
  takenByUserId!: string | null

  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  @ForeignKey(() => User, { name: 'discrepancies_decided_by_fk' })
  @Column('text', { name: 'decided_by_user_id', nullable: true })
  decidedByUserId!: string | null

  @Column('text', { nullable: true })
  explanation!: string | null

  @ForeignKey(() => IssuedDocument, { name: 'discrepancies_corrected_document_fk' })
  @Column('text', { name: 'corrected_document_id', nullable: true })
  correctedDocumentId!: string | null

  /** The last day on which the corrected profile is handed out. */
  @Column('date', { name: 'download_until', nullable: true })
  downloadUntil!: string | null

  /** The first instant after that day. */
  @Column('timestamp with time zone', { name: 'download_before', nullable: true })
  downloadBefore!: Date | null

  /** Up to which organization, by id, the other buyers are told; empty at first. */
  @Column('text', { name: 'buyers_told_through' })
  buyersToldThrough!: string

  /** Since when all of them are, by the gateway's clock. */
  @Column('timestamp with time zone', { name: 'buyers_told_at', nullable: true })
  buyersToldAt!: Date | null
}
