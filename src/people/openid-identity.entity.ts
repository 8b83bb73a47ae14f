import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { User } from './user.entity.js'

/** Who a person is to an OpenID provider: one identity at most of each. */
@Entity('openid_identities')
@Unique('openid_identities_one_per_issuer', ['userId', 'issuer'])
@Unique('openid_identities_subject_unique', ['issuer', 'subject'])
@Check('openid_identities_subject_length', 'length(subject) between 1 and 255')
export class OpenIdIdentity {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  issuer!: string

  /** The provider's own and lasting name of the person: `sub` (OpenID Connect Core 1.0, section 2). */
  @Column('text')
  subject!: string

  @ForeignKey(() => User, { name: 'openid_identities_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @Column('timestamp with time zone', { name: 'linked_at' })
  linkedAt!: Date
}
