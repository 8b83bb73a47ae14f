import type { JWK } from 'jose'
import { Check, Column, Entity, Exclusion, PrimaryColumn } from 'typeorm'

/** A key pair that signs access tokens for a while, and verifies them a little longer. */
@Entity('signing_keys')
@Check('signing_keys_order', 'created_at <= signs_from and signs_from < signs_until and signs_until < verifies_until')
@Check('signing_keys_public_only', `not public_jwk ? 'd'`)
@Exclusion('signing_keys_one_at_a_time', 'using gist (tstzrange(signs_from, signs_until) with &&)')
export class SigningKey {
  /** The `kid` of the tokens. */
  @PrimaryColumn('text')
  id!: string

  @Column('jsonb', { name: 'public_jwk' })
  publicJwk!: JWK

  /** The private JWK, encrypted (RFC 7516) with the deployment's key. */
  @Column('text', { name: 'private_jwe' })
  privateJwe!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'signs_from' })
  signsFrom!: Date

  @Column('timestamp with time zone', { name: 'signs_until' })
  signsUntil!: Date

  /** By then every token that it signed has expired. */
  @Column('timestamp with time zone', { name: 'verifies_until' })
  verifiesUntil!: Date
}
