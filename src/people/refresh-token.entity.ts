import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { Session } from './session.entity.js'

/** A refresh token that a session has or had; the token itself is kept nowhere. */
@Entity('refresh_tokens')
@Index('refresh_tokens_one_unused', ['sessionId'], { unique: true, where: 'used_at is null' })
@Index('refresh_tokens_session', ['sessionId'])
@Index('refresh_tokens_used', ['usedAt'], { where: 'used_at is not null' })
@Check('refresh_tokens_sha256_form', `token_sha256 ~ '^[0-9a-f]{64}$'`)
export class RefreshToken {
  @PrimaryColumn('text', { name: 'token_sha256' })
  tokenSha256!: string

  @ForeignKey(() => Session, { name: 'refresh_tokens_session_fk' })
  @Column('text', { name: 'session_id' })
  sessionId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** When it was exchanged; whoever brings it after that is not its owner, or not the only one. */
  @Column('timestamp with time zone', { name: 'used_at', nullable: true })
  usedAt!: Date | null
}
