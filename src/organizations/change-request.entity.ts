import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { User } from '../people/user.entity.js'
import type { ChangeData, ChangeKind, ChangeRequestStatus } from './change-request.rules.js'
import { Organization } from './organization.entity.js'

/**
 * A change of an organization's users, roles or data, with who, what, before, after and when (domain.md, "Organization
 * manager"). What it says is never changed and a decision is taken once, both by trigger.
 */
@Entity('change_requests')
@Index('change_requests_organization', ['organizationId', 'id'])
@Index('change_requests_newest', ['mode', 'id'])
@Index('change_requests_requested_organizations', ['requestedByUserId', 'id'], {
  where: "kind = 'CREATE_ORGANIZATION'",
})
@Index('change_requests_pending', ['expiresAt'], { where: "status = 'PENDING'" })
@Check('change_requests_mode_known', `mode in ('TEST', 'LIVE')`)
@Check(
  'change_requests_kind_known',
  `kind in ('ADD_USERS', 'CHANGE_ROLES', 'REMOVE_USER', 'CANCEL_INVITATION', 'UPDATE_ORGANIZATION', 'CREATE_ORGANIZATION')`,
)
@Check('change_requests_status_known', `status in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED')`)
@Check('change_requests_reason_length', 'length(reason) between 1 and 1000')
@Check('change_requests_note_length', 'length(note) between 1 and 1000')
@Check('change_requests_says_something', 'num_nonnulls(before, after) > 0')
@Check('change_requests_decided', `(status = 'PENDING') = (decided_at is null)`)
@Check('change_requests_decided_by_somebody', `(status in ('APPROVED', 'REJECTED')) = (decided_by_user_id is not null)`)
@Check(
  'change_requests_of_an_organization',
  `organization_id is not null or (kind = 'CREATE_ORGANIZATION' and status <> 'APPROVED')`,
)
export class ChangeRequest {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  /** Null for an organization that is not there yet. */
  @ForeignKey(() => Organization, { name: 'change_requests_organization_fk' })
  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Column('text')
  kind!: ChangeKind

  @Column('text')
  status!: ChangeRequestStatus

  @ForeignKey(() => User, { name: 'change_requests_requested_by_fk' })
  @Column('text', { name: 'requested_by_user_id' })
  requestedByUserId!: string

  /** Whether the person asked as one of the publisher's staff. */
  @Column('boolean', { name: 'requested_by_staff' })
  requestedByStaff!: boolean

  @Column('text', { nullable: true })
  reason!: string | null

  @Column('jsonb', { nullable: true })
  before!: ChangeData | null

  @Column('jsonb', { nullable: true })
  after!: ChangeData | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** From then on nobody can decide it. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date

  @Column('timestamp with time zone', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null

  /** Null while it is pending, and when nobody decided in time. */
  @ForeignKey(() => User, { name: 'change_requests_decided_by_fk' })
  @Column('text', { name: 'decided_by_user_id', nullable: true })
  decidedByUserId!: string | null

  @Column('text', { nullable: true })
  note!: string | null
}
