import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { Organization } from '../organizations/organization.entity.js'

export const VENDOR_KINDS = ['SOFTWARE', 'PROPRIETARY'] as const
export type VendorKind = (typeof VENDOR_KINDS)[number]

/** The kinds as the schema's enum. */
export const VendorKindEnum = enumOf(VENDOR_KINDS)
registerEnumType(VendorKindEnum, {
  name: 'VendorKind',
  description: 'Whose software it is that integrates.',
  valuesConfig: {
    SOFTWARE: { description: 'A credentialing software vendor that serves many organizations.' },
    PROPRIETARY: { description: "One organization's own software; it acts for that organization only." },
  },
})

@ObjectType({ description: 'Software that orders profiles for organizations that granted it an integration.' })
@Entity('vendors')
@Index('vendors_by_name', { synchronize: false })
@Index('vendors_organization', ['organizationId'], { where: 'organization_id is not null' })
@Check('vendors_website_is_web', `website ~ '^https?://' and length(website) <= 300`)
@Check('vendors_description_length', 'length(description) between 1 and 2000')
@Check('vendors_contact_email_length', 'length(contact_email) between 3 and 254')
@Check('vendors_listed_are_software', `not listed or kind = 'SOFTWARE'`)
@Check('vendors_suspension_reason_length', 'length(suspension_reason) between 1 and 1000')
@Check('vendors_suspension_has_reason', '(suspended_at is null) = (suspension_reason is null)')
@Check('vendors_name_length', 'length(name) between 1 and 200')
@Check('vendors_kind_known', `kind in ('SOFTWARE', 'PROPRIETARY')`)
@Check('vendors_proprietary_has_organization', `(kind = 'PROPRIETARY') = (organization_id is not null)`)
export class Vendor {
  @Field(() => ID, { description: 'Stable id, `vnd_…`.' })
  @PrimaryColumn('text')
  id!: string

  @Field(() => String, { description: 'Name as printed on orders and receipts.' })
  @Column('text')
  name!: string

  @Field(() => VendorKindEnum, { description: 'Whose software it is.' })
  @Column('text')
  kind!: VendorKind

  @Field(() => ID, {
    nullable: true,
    description: 'The one organization of a proprietary integration, `org_…`; null for software of many.',
  })
  @ForeignKey(() => Organization, { name: 'vendors_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Field(() => DateTime, { description: 'When it was set up.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Field(() => String, { nullable: true, description: 'Address of its website; null if none was given.' })
  @Column('text', { nullable: true })
  website!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the software does, in its own words; null if nothing was said.',
  })
  @Column('text', { nullable: true })
  description!: string | null

  @Field(() => String, {
    nullable: true,
    description: "Where the publisher's staff reach it; never in the public directory. Null if none was given.",
  })
  @Column('text', { name: 'contact_email', nullable: true })
  contactEmail!: string | null

  @Field(() => Boolean, { description: 'Whether the public directory of software providers names it.' })
  @Column('boolean', { default: false })
  listed!: boolean

  @Field(() => DateTime, {
    nullable: true,
    description: 'When staff approved it for live keys; null before that: only test keys can be made.',
  })
  @Column('timestamp with time zone', { name: 'live_approved_at', nullable: true })
  liveApprovedAt!: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it is suspended: its keys open nothing. Null if it is not.',
  })
  @Column('timestamp with time zone', { name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why staff suspended it; null if they did not.' })
  @Column('text', { name: 'suspension_reason', nullable: true })
  suspensionReason!: string | null
}
