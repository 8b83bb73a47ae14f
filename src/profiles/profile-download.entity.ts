import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { ProfileDelivery } from './profile-delivery.entity.js'

/** One use of a delivery's link. */
@Entity('profile_downloads')
@Index('profile_downloads_delivery', ['deliveryId'])
export class ProfileDownload {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => ProfileDelivery, { name: 'profile_downloads_delivery_fk' })
  @Column('text', { name: 'delivery_id' })
  deliveryId!: string

  @Column('inet', { nullable: true })
  address!: string | null

  @Column('timestamp with time zone', { name: 'downloaded_at' })
  downloadedAt!: Date
}
