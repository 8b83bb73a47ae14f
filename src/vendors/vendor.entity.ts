import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { Organization } from '../organizations/organization.entity.js'

export const VENDOR_KINDS = ['SOFTWARE', 'PROPRIETARY'] as const
export type VendorKind = (typeof VENDOR_KINDS)[number]

const VendorKindEnum = enumOf(VENDOR_KINDS)
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

  /** The one organization of a proprietary integration. */
  @ForeignKey(() => Organization, { name: 'vendors_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
