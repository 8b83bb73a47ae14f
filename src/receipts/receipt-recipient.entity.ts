import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { Membership } from '../organizations/membership.entity.js'
import { User } from '../people/user.entity.js'

/** A person who gets an organization's receipts besides its administrators; who leaves the organization is none. */
@Entity('receipt_recipients')
@ForeignKey(() => Membership, ['organizationId', 'userId'], ['organizationId', 'userId'], {
  name: 'receipt_recipients_member_fk',
  onDelete: 'CASCADE',
})
export class ReceiptRecipient {
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string

  @ForeignKey(() => User, { name: 'receipt_recipients_chosen_by_fk' })
  @Column('text', { name: 'chosen_by_user_id' })
  chosenByUserId!: string

  @Column('timestamp with time zone', { name: 'chosen_at' })
  chosenAt!: Date
}
