import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { IssuedDocument } from './issued-document.entity.js'

/** The official bytes of a document, rendered once and never again. */
@Entity('profile_pdfs')
@Check('profile_pdfs_sha256_form', `sha256 ~ '^[0-9a-f]{64}$'`)
export class ProfilePdf {
  @ForeignKey(() => IssuedDocument, { name: 'profile_pdfs_document_fk' })
  @PrimaryColumn('text', { name: 'document_id' })
  documentId!: string

  @Column('text')
  sha256!: string

  @Column('bytea')
  bytes!: Buffer

  @Column('timestamp with time zone', { name: 'rendered_at' })
  renderedAt!: Date
}
