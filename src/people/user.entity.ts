import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'
import { newId } from '../kernel/ids.js'

/** A person; the e-mail address, in lower case, is the user name. */
@Entity('users')
@Unique('users_email_unique', ['email'])
@Check('users_email_lower_case', 'email = lower(email)')
@Check('users_full_name_length', 'length(full_name) between 1 and 200')
@Check('users_password_needs_activation', 'password_hash is null or activated_at is not null')
export class User {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  email!: string

  @Column('text', { name: 'full_name' })
  fullName!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** One of the publisher's own people. */
  @Column('boolean', { default: false })
  staff!: boolean

  /** When the person made the account their own; until then nobody can sign in to it. */
  @Column('timestamp with time zone', { name: 'activated_at', nullable: true })
  activatedAt!: Date | null

  /** Argon2id; null for a person who signs in through an OpenID provider only. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null

  @Column('timestamp with time zone', { name: 'password_changed_at', nullable: true })
  passwordChangedAt!: Date | null
}

/** A person who has not made the account their own yet. */
export function newUser(email: string, fullName: string, createdAt: Date): User {
  return {
    id: newId('user'),
    email,
    fullName,
    createdAt,
    staff: false,
    activatedAt: null,
    passwordHash: null,
    passwordChangedAt: null,
  }
}
