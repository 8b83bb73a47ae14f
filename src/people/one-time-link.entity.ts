import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { User } from './user.entity.js'

/** What a mailed link is for. */
export type OneTimeLinkPurpose = 'PASSWORD_RESET' | 'EMAIL_CHANGE'

/** A link that was mailed and not used yet: at most one of a purpose and person. A used one is no row any more. */
@Entity('one_time_links')
@Unique('one_time_links_one_per_purpose', ['userId', 'purpose'])
@Unique('one_time_links_token_unique', ['tokenSha256'])
@Index('one_time_links_expiry', ['expiresAt'])
@Check('one_time_links_purpose_known', `purpose in ('PASSWORD_RESET', 'EMAIL_CHANGE')`)
@Check('one_time_links_token_is_sha256', `token_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('one_time_links_new_email_lower_case', 'new_email = lower(new_email)')
@Check('one_time_links_new_email_of_change', `(new_email is not null) = (purpose = 'EMAIL_CHANGE')`)
@Check('one_time_links_expire_later', 'expires_at > created_at')
export class OneTimeLink {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => User, { name: 'one_time_links_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @Column('text')
  purpose!: OneTimeLinkPurpose

  /** The token itself stands in the e-mail only. */
  @Column('text', { name: 'token_sha256' })
  tokenSha256!: string

  /** The address to be confirmed, in lower case; null for every other purpose. */
  @Column('text', { name: 'new_email', nullable: true })
  newEmail!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
