import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

/** A person; the e-mail address, in lower case, is the user name. */
@Entity('users')
@Unique('users_email_unique', ['email'])
@Check('users_email_lower_case', 'email = lower(email)')
@Check('users_full_name_length', 'length(full_name) between 1 and 200')
export class User {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  email!: string

  @Column('text', { name: 'full_name' })
  fullName!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
