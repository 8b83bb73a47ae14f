import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { Email } from '../../mail/email.entity.js'
import { Organization } from '../../organizations/organization.entity.js'
import { User } from '../../people/user.entity.js'
import { ApiKey } from '../../vendors/api-key.entity.js'
import { Vendor } from '../../vendors/vendor.entity.js'

export const DELIVERY_METHODS = ['LINK', 'EMAIL', 'WEBHOOK'] as const
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number]

/** How many PDFs a link leads to. */
export const PDF_FORMS = ['SINGLE', 'ZIP'] as const
export type PdfForm = (typeof PDF_FORMS)[number]

/** What a link leads to. */
export const DELIVERY_FORMS = [...PDF_FORMS, 'FHIR'] as const
export type DeliveryForm = (typeof DELIVERY_FORMS)[number]

/** One delivery of official PDFs, or of a FHIR bundle, by one link, whichever way the link went; every one is recorded. */
@Entity('profile_deliveries')
@Index('profile_deliveries_organization', ['organizationId', 'createdAt', 'id'])
@Index('profile_deliveries_time', ['createdAt', 'id'])
@Check('profile_deliveries_method_known', `method in ('LINK', 'EMAIL', 'WEBHOOK')`)
@Check('profile_deliveries_form_known', `form in ('SINGLE', 'ZIP', 'FHIR')`)
@Check('profile_deliveries_fhir_by_link', `form <> 'FHIR' or method = 'LINK'`)
@Check(
  'profile_deliveries_email_to_somebody',
  `num_nonnulls(recipient_user_id, email_id) = case when method = 'EMAIL' then 2 else 0 end`,
)
@Check(
  'profile_deliveries_webhook_of_vendor',
  `(method = 'WEBHOOK') = (webhook_event_id is not null) and (method <> 'WEBHOOK' or vendor_id is not null)`,
)
@Check('profile_deliveries_expire_later', 'expires_at > created_at')
export class ProfileDelivery {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'profile_deliveries_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  method!: DeliveryMethod

  @Column('text')
  form!: DeliveryForm

  @ForeignKey(() => Vendor, { name: 'profile_deliveries_vendor_fk' })
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId!: string | null

  @ForeignKey(() => ApiKey, { name: 'profile_deliveries_api_key_fk' })
  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  /** The person who asked for it on the hub; null for an integration. */
  @ForeignKey(() => User, { name: 'profile_deliveries_user_fk' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null

  @Column('inet', { nullable: true })
  address!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** When the link stops working. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date

  /** To whom an e-mail went: one of the organization's people. */
  @ForeignKey(() => User, { name: 'profile_deliveries_recipient_fk' })
  @Column('text', { name: 'recipient_user_id', nullable: true })
  recipientUserId!: string | null

  @ForeignKey(() => Email, { name: 'profile_deliveries_email_fk' })
  @Column('text', { name: 'email_id', nullable: true })
  emailId!: string | null

  /** The event that brought the link to the vendor. */
  @Column('text', { name: 'webhook_event_id', nullable: true })
  webhookEventId!: string | null

  /** When somebody ended the link before its time. */
  @Column('timestamp with time zone', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null
}
