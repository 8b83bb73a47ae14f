import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

/** A sign-in that was begun and has not come back from the OpenID provider; one that has is no row any more. */
@Entity('openid_sign_ins')
@Unique('openid_sign_ins_state_unique', ['stateSha256'])
@Index('openid_sign_ins_expiry', ['expiresAt'])
@Check('openid_sign_ins_state_is_sha256', `state_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('openid_sign_ins_secret_is_sha256', `secret_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('openid_sign_ins_expire_later', 'expires_at > created_at')
export class OpenIdSignIn {
  @PrimaryColumn('text')
  id!: string

  @Column('text', { name: 'state_sha256' })
  stateSha256!: string

  /** Of the secret that only the page that began has. */
  @Column('text', { name: 'secret_sha256' })
  secretSha256!: string

  @Column('text', { name: 'redirect_uri' })
  redirectUri!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
