import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { User } from './user.entity.js'

/** How a person proved who they are. */
export const SIGN_IN_METHODS = ['PASSWORD', 'OPENID'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** Why a session ended. */
export const SESSION_END_REASONS = [
  'SIGNED_OUT',
  'ENDED_BY_OWNER',
  'SUPERSEDED',
  'EXPIRED',
  'ENDED_BY_STAFF',
  'PASSWORD_CHANGED',
  'EMAIL_CHANGED',
  'REFRESH_TOKEN_REUSED',
] as const
export type SessionEndReason = (typeof SESSION_END_REASONS)[number]

/** A person's sign-in and all that follows from it until its end; of a person, one is active at a time. */
@Entity('sessions')
@Index('sessions_one_active', ['userId'], { unique: true, where: 'ended_at is null' })
@Index('sessions_user', ['userId', 'id'])
@Index('sessions_active_expiry', ['expiresAt'], { where: 'ended_at is null' })
@Check('sessions_method_known', `method in ('PASSWORD', 'OPENID')`)
@Check(
  'sessions_ended_reason_known',
  `ended_reason in ('SIGNED_OUT', 'ENDED_BY_OWNER', 'SUPERSEDED', 'EXPIRED', 'ENDED_BY_STAFF', 'PASSWORD_CHANGED',
    'EMAIL_CHANGED', 'REFRESH_TOKEN_REUSED')`,
)
@Check('sessions_end_has_reason', '(ended_at is null) = (ended_reason is null)')
@Check('sessions_expire_later', 'expires_at > created_at')
@Check('sessions_user_agent_length', 'length(user_agent) <= 300')
export class Session {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => User, { name: 'sessions_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @Column('text')
  method!: SignInMethod

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'refreshed_at' })
  refreshedAt!: Date

  /** Until when it can be refreshed; each refresh sets it later. */
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date

  /** Where the person signed in from. */
  @Column('inet', { nullable: true })
  address!: string | null

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null

  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  @Column('text', { name: 'ended_reason', nullable: true })
  endedReason!: SessionEndReason | null
}
