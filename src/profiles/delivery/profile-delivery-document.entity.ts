import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { IssuedDocument } from '../issued-document.entity.js'
import { ProfileDelivery } from './profile-delivery.entity.js'

/** A document within a delivery. */
@Entity('profile_delivery_documents')
@Unique('profile_delivery_documents_once', ['deliveryId', 'documentId'])
@Index('profile_delivery_documents_document', ['documentId'])
@Index('profile_delivery_documents_order_item', ['orderItemId'])
@Check('profile_delivery_documents_position_sane', 'position between 0 and 249')
export class ProfileDeliveryDocument {
  @ForeignKey(() => ProfileDelivery, { name: 'profile_delivery_documents_delivery_fk' })
  @PrimaryColumn('text', { name: 'delivery_id' })
  deliveryId!: string

  /** Its place among those asked for, from 0. */
  @PrimaryColumn('integer')
  position!: number

  @ForeignKey(() => IssuedDocument, { name: 'profile_delivery_documents_document_fk' })
  @Column('text', { name: 'document_id' })
  documentId!: string

  /** The line of an order that it was bought with. */
  @ForeignKey('order_items', 'id', { name: 'profile_delivery_documents_order_item_fk' })
  @Column('text', { name: 'order_item_id' })
  orderItemId!: string
}
