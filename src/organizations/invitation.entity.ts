import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { User } from '../people/user.entity.js'
import { ChangeRequest } from './change-request.entity.js'
import type { InvitationStatus } from './invitation.rules.js'
import type { Role } from './membership.entity.js'
import { Organization } from './organization.entity.js'

/** A person asked by e-mail to make an account for an organization; the link is known to the e-mail only. */
@Entity('invitations')
@Unique('invitations_token_unique', ['tokenSha256'])
@Index('invitations_one_pending', ['organizationId', 'email'], { unique: true, where: "status = 'PENDING'" })
@Index('invitations_organization', ['organizationId', 'id'])
@Check('invitations_email_lower_case', 'email = lower(email)')
@Check('invitations_full_name_length', 'length(full_name) between 1 and 200')
@Check(
  'invitations_roles_known',
  `cardinality(roles) > 0 and roles <@ array['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']`,
)
@Check('invitations_status_known', `status in ('PENDING', 'ACCEPTED', 'CANCELLED', 'EXPIRED')`)
@Check('invitations_token_is_sha256', `token_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('invitations_ended', `(status = 'PENDING') = (ended_at is null)`)
@Check('invitations_accepted_by_somebody', `(status = 'ACCEPTED') = (accepted_by_user_id is not null)`)
export class Invitation {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'invitations_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** In lower case. */
  @Column('text')
  email!: string

  @Column('text', { name: 'full_name' })
  fullName!: string

  @Column('text', { array: true })
  roles!: Role[]

  /** `PENDING` also past its expiry, until another invitation takes its place: ask `invitationStatusAt`. */
  @Column('text')
  status!: InvitationStatus

  /** SHA-256 of the link that works now. */
  @Column('text', { name: 'token_sha256' })
  tokenSha256!: string

  @ForeignKey(() => User, { name: 'invitations_invited_by_fk' })
  @Column('text', { name: 'invited_by_user_id' })
  invitedByUserId!: string

  /** The change that it carries out. */
  @ForeignKey(() => ChangeRequest, { name: 'invitations_change_request_fk' })
  @Column('text', { name: 'change_request_id' })
  changeRequestId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** When the link that works now was mailed. */
  @Column('timestamp with time zone', { name: 'sent_at' })
  sentAt!: Date

  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date

  /** When it was accepted, taken back or replaced. */
  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  @ForeignKey(() => User, { name: 'invitations_accepted_by_fk' })
  @Column('text', { name: 'accepted_by_user_id', nullable: true })
  acceptedByUserId!: string | null
}
