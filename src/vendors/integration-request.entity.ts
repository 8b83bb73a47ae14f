import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { Vendor } from './vendor.entity.js'

export const INTEGRATION_REQUEST_STATUSES = ['PENDING', 'APPROVED', 'REJECTED'] as const
export type IntegrationRequestStatus = (typeof INTEGRATION_REQUEST_STATUSES)[number]

/** The statuses as the schema's enum. */
export const IntegrationRequestStatusEnum = enumOf(INTEGRATION_REQUEST_STATUSES)
registerEnumType(IntegrationRequestStatusEnum, {
  name: 'IntegrationRequestStatus',
  description: 'What became of a request for an integration.',
  valuesConfig: {
    PENDING: { description: "The publisher's staff have not decided yet; test keys work already." },
    APPROVED: { description: 'Live keys can be made.' },
    REJECTED: { description: 'No live keys; test keys go on working.' },
  },
})

/** An organization's wish to integrate its own software (domain.md, "Data integration"), and what staff made of it. */
@ObjectType({ description: "An organization's wish to integrate its own software, and what staff made of it." })
@Entity('integration_requests')
@Unique('integration_requests_vendor_unique', ['vendorId'])
@Index('integration_requests_one_pending', ['organizationId'], { unique: true, where: `status = 'PENDING'` })
@Index('integration_requests_of_organization', ['organizationId', 'id'])
@Index('integration_requests_by_status', ['status', 'id'])
@Check('integration_requests_status_known', `status in ('PENDING', 'APPROVED', 'REJECTED')`)
@Check('integration_requests_software_name_length', 'length(software_name) between 1 and 200')
@Check('integration_requests_description_length', 'length(description) between 1 and 2000')
@Check('integration_requests_contact_name_length', 'length(technical_contact_name) between 1 and 200')
@Check('integration_requests_contact_email_length', 'length(technical_contact_email) between 3 and 254')
@Check('integration_requests_reason_length', 'length(decision_reason) between 1 and 1000')
@Check(
  'integration_requests_decision_whole',
  `(status = 'PENDING') = (decided_at is null)
   and (decided_at is null) = (decided_by_user_id is null)
   and (decided_at is null) = (decision_reason is null)`,
)
export class IntegrationRequest {
  @Field(() => ID, { description: 'Stable id, `irq_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  @ForeignKey(() => Organization, { name: 'integration_requests_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => Vendor, { name: 'integration_requests_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @Field(() => String, { description: 'Name of the software, as it was asked for.' })
  @Column('text', { name: 'software_name' })
  softwareName!: string

  @Field(() => String, { nullable: true, description: 'What it is for; null if nothing was said.' })
  @Column('text', { nullable: true })
  description!: string | null

  @Field(() => String, { description: 'Whom staff can ask about it.' })
  @Column('text', { name: 'technical_contact_name' })
  technicalContactName!: string

  @Field(() => String, { description: 'Their e-mail address.' })
  @Column('text', { name: 'technical_contact_email' })
  technicalContactEmail!: string

  @Field(() => ID, { description: 'Id of the administrator who asked, `usr_…`.' })
  @ForeignKey(() => User, { name: 'integration_requests_requested_by_fk' })
  @Column('text', { name: 'requested_by_user_id' })
  requestedByUserId!: string

  @Field(() => DateTime, { description: 'When it was asked for.' })
  @Column('timestamp with time zone', { name: 'requested_at' })
  requestedAt!: Date

  @Field(() => IntegrationRequestStatusEnum, { description: 'How far it has come.' })
  @Column('text')
  status!: IntegrationRequestStatus

  @Field(() => DateTime, { nullable: true, description: 'When staff decided; null while it is pending.' })
  @Column('timestamp with time zone', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null

  @ForeignKey(() => User, { name: 'integration_requests_decided_by_fk' })
  @Column('text', { name: 'decided_by_user_id', nullable: true })
  decidedByUserId!: string | null

  @Field(() => String, { nullable: true, description: 'What staff gave as the reason; null while it is pending.' })
  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null
}
