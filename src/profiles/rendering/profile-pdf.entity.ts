import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { IssuedDocument } from '../issued-document.entity.js'

/** The official bytes of a document, rendered once and never again. */
@Entity('profile_pdfs')
@Index('profile_pdfs_sha256', ['sha256'])
@Check('profile_pdfs_sha256_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('profile_pdfs_rendered_sha256_form', `rendered_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('profile_pdfs_renderer_length', 'length(renderer) between 1 and 100')
@Check('profile_pdfs_renderer_with_digest', '(rendered_sha256 is null) = (renderer is null)')
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

  /** SHA-256 (hex) of the bytes before they were signed; null of a document of before there were signatures. */
  @Column('text', { name: 'rendered_sha256', nullable: true })
  renderedSha256!: string | null

  /** Name and version of the release that rendered it; null like `renderedSha256`. */
  @Column('text', { nullable: true })
  renderer!: string | null
}
