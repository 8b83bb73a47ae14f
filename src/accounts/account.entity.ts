import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'

/** The one account of an organization; its row is the lock under which money moves. */
@Entity('accounts')
@Unique('accounts_organization_unique', ['organizationId'])
@Check('accounts_currency_iso', `currency ~ '^[A-Z]{3}$'`)
export class Account {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'accounts_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  currency!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
