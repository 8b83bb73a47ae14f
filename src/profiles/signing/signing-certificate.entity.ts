import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** A certificate by which this deployment signed, or signs, its documents: public, and never forgotten. */
@Entity('signing_certificates')
@Check('signing_certificates_sha256_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('signing_certificates_validity', `valid_until > valid_from`)
export class SigningCertificate {
  /** SHA-256 (hex) of its DER: what people call the fingerprint. */
  @PrimaryColumn('text')
  sha256!: string

  @Column('text')
  pem!: string

  @Column('timestamp with time zone', { name: 'valid_from' })
  validFrom!: Date

  @Column('timestamp with time zone', { name: 'valid_until' })
  validUntil!: Date

  @Column('timestamp with time zone', { name: 'known_since' })
  knownSince!: Date
}
