import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode, Scope } from '../auth/actor.js'
import { Vendor } from './vendor.entity.js'

/** An API key as the gateway knows it: the selector to find it by and the SHA-256 of the secret, never the secret. */
@Entity('api_keys')
@Unique('api_keys_selector_unique', ['selector'])
@Index('api_keys_vendor', ['vendorId'])
@Check('api_keys_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('api_keys_name_length', 'length(name) between 1 and 200')
@Check('api_keys_secret_is_sha256', `secret_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('api_keys_scopes_present', 'cardinality(scopes) > 0')
export class ApiKey {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'api_keys_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  name!: string

  @Column('text')
  selector!: string

  @Column('text', { name: 'secret_sha256' })
  secretSha256!: string

  @Column('text', { array: true })
  scopes!: Scope[]

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('timestamp with time zone', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null

  @Column('timestamp with time zone', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null

  @Column('timestamp with time zone', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null
}
