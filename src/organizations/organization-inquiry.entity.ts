import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { User } from '../people/user.entity.js'
import { Organization } from './organization.entity.js'

/** Somebody's question whether an organization has an account already (domain.md, "Organization manager"). */
@Entity('organization_inquiries')
@Index('organization_inquiries_open', ['id'], { where: 'answered_at is null' })
@Check('organization_inquiries_organization_name_length', 'length(organization_name) between 1 and 200')
@Check('organization_inquiries_city_length', 'length(city) between 1 and 100')
@Check('organization_inquiries_state_form', `state ~ '^[A-Z]{2}$'`)
@Check('organization_inquiries_contact_name_length', 'length(contact_name) between 1 and 200')
@Check('organization_inquiries_message_length', 'length(message) between 1 and 2000')
@Check('organization_inquiries_answer_length', 'length(answer) between 1 and 2000')
@Check(
  'organization_inquiries_answered_whole',
  `num_nonnulls(answered_at, answered_by_user_id, answer) in (0, 3)
   and (organization_id is null or answered_at is not null)`,
)
export class OrganizationInquiry {
  @PrimaryColumn('text')
  id!: string

  @Column('text', { name: 'organization_name' })
  organizationName!: string

  @Column('text', { nullable: true })
  city!: string | null

  @Column('text', { nullable: true })
  state!: string | null

  @Column('text', { name: 'contact_name' })
  contactName!: string

  @Column('text', { name: 'contact_email' })
  contactEmail!: string

  @Column('text', { nullable: true })
  message!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null

  @ForeignKey(() => User, { name: 'organization_inquiries_answered_by_fk' })
  @Column('text', { name: 'answered_by_user_id', nullable: true })
  answeredByUserId!: string | null

  /** Whose administrators got the answer; null when there is no such organization. */
  @ForeignKey(() => Organization, { name: 'organization_inquiries_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Column('text', { nullable: true })
  answer!: string | null
}
