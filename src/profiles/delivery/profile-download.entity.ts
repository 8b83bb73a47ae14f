import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { ProfileDelivery } from './profile-delivery.entity.js'

export const DOWNLOAD_KINDS = ['WHOLE', 'PART', 'CHECK'] as const
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number]

/** One use of a delivery's link. */
@Entity('profile_downloads')
@Index('profile_downloads_delivery', ['deliveryId', 'downloadedAt', 'id'])
@Check('profile_downloads_kind_known', `kind in ('WHOLE', 'PART', 'CHECK')`)
@Check(
  'profile_downloads_part_bytes',
  `num_nonnulls(first_byte, last_byte) = case when kind = 'PART' then 2 else 0 end`,
)
@Check('profile_downloads_part_order', 'first_byte between 0 and last_byte')
@Check('profile_downloads_part_continues', `continues_id is null or kind = 'PART'`)
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

  /** All of it, some bytes of it, or only a look whether it is there. */
  @Column('text')
  kind!: DownloadKind

  /** Counted from 0; only of a part. */
  @Column('bigint', { name: 'first_byte', nullable: true })
  firstByte!: number | null

  /** Counted from 0, and among those that went out; only of a part. */
  @Column('bigint', { name: 'last_byte', nullable: true })
  lastByte!: number | null

  /** The first part of the same download; null for that one itself. */
  @ForeignKey(() => ProfileDownload, { name: 'profile_downloads_continues_fk' })
  @Column('text', { name: 'continues_id', nullable: true })
  continuesId!: string | null
}
