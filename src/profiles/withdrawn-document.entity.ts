import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { IssuedDocument } from './issued-document.entity.js'

/** A document that is not handed out any more, for its price was paid back. It stays genuine. */
@Entity('withdrawn_documents')
export class WithdrawnDocument {
  @ForeignKey(() => IssuedDocument, { name: 'withdrawn_documents_document_fk' })
  @PrimaryColumn('text', { name: 'document_id' })
  documentId!: string

  @Column('timestamp with time zone', { name: 'withdrawn_at' })
  withdrawnAt!: Date
}
