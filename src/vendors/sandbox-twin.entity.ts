import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'

/** Which organization of play money is whose: there an organization tries out an integration of its own. */
@Entity('sandbox_twins')
@Unique('sandbox_twins_sandbox_unique', ['sandboxId'])
@Check('sandbox_twins_are_two', 'organization_id <> sandbox_id')
export class SandboxTwin {
  @ForeignKey(() => Organization, { name: 'sandbox_twins_organization_fk' })
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => Organization, { name: 'sandbox_twins_sandbox_fk' })
  @Column('text', { name: 'sandbox_id' })
  sandboxId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
