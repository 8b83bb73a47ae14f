import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** A code of the health care provider taxonomy and what it means, in the words of the file that the deployment brought. */
@Entity('taxonomy_codes')
@Check('taxonomy_codes_form', `code ~ '^[0-9A-Z]{9}X$'`)
@Check('taxonomy_codes_retired_once', 'retired_on is null or retired_at is not null')
export class TaxonomyCode {
  @PrimaryColumn('text')
  code!: string

  @Column('text')
  grouping!: string

  @Column('text')
  classification!: string

  @Column('text', { nullable: true })
  specialization!: string | null

  @Column('text', { name: 'display_name' })
  displayName!: string

  /** Who can have the code: `Individual` or `Non-Individual`; null where the file's layout does not say. */
  @Column('text', { nullable: true })
  section!: string | null

  @Column('bytea', { name: 'content_sha256' })
  contentSha256!: Buffer

  /** Of which day (`YYYY-MM-DD`) the file was that last changed the row; null where nobody said. */
  @Column('date', { name: 'as_of', nullable: true })
  asOf!: string | null

  /** When a file was found to be without the code, or to mark it as inactive. Its texts stay, for who still has it. */
  @Column('timestamp with time zone', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null

  /** Of which day that file was; null if nobody said. */
  @Column('date', { name: 'retired_on', nullable: true })
  retiredOn!: string | null
}
