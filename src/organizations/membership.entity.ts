import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { User } from '../people/user.entity.js'
import { Organization } from './organization.entity.js'

export const ROLES = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const
export type Role = (typeof ROLES)[number]

/** A person's roles in an organization (domain.md, "Organization manager"). */
@Entity('memberships')
@Unique('memberships_organization_user_unique', ['organizationId', 'userId'])
@Index('memberships_user', ['userId'])
@Check(
  'memberships_roles_known',
  `cardinality(roles) > 0 and roles <@ array['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']`,
)
export class Membership {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'memberships_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => User, { name: 'memberships_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @Column('text', { array: true })
  roles!: Role[]

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
