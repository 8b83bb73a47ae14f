import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode, Scope } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { Cents, DateTime } from '../graphql/scalars.js'
import { User } from '../people/user.entity.js'
import { Vendor } from './vendor.entity.js'

/** An API key as the gateway knows it: the selector to find it by and the SHA-256 of the secret, never the secret. */
@ObjectType({
  description: 'An API key of a vendor, as far as it is known: the key itself is shown once, when it is made.',
})
@Entity('api_keys')
@Unique('api_keys_selector_unique', ['selector'])
@Index('api_keys_vendor', ['vendorId'])
@Unique('api_keys_rotated_to_unique', ['rotatedToId'])
@Check('api_keys_allowed_addresses_count', 'cardinality(allowed_addresses) <= 50')
@Check('api_keys_cap_sane', 'monthly_spend_cap_cents between 0 and 1000000000000')
@Check('api_keys_rotated_ends', 'rotated_to_id is null or expires_at is not null')
@Check('api_keys_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('api_keys_name_length', 'length(name) between 1 and 200')
@Check('api_keys_secret_is_sha256', `secret_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('api_keys_scopes_present', 'cardinality(scopes) > 0')
export class ApiKey {
  @Field(() => ID, { description: 'Stable id, `key_…`; never the key itself.' })
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'api_keys_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @Field(() => ModeEnum, { description: 'Which world the key opens; never changes.' })
  @Column('text')
  mode!: Mode

  @Field(() => String, { description: 'What people call it; 1 to 200 characters.' })
  @Column('text')
  name!: string

  @Column('text')
  selector!: string

  @Column('text', { name: 'secret_sha256' })
  secretSha256!: string

  @Field(() => [String], {
    description: 'What it may do, for example `orders:write`; in an organization no more than its grant says.',
  })
  @Column('text', { array: true })
  scopes!: Scope[]

  @Field(() => DateTime, { description: 'When it was made.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first moment at which it opens nothing any more; null: it works until it is revoked.',
  })
  @Column('timestamp with time zone', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null if it was not.' })
  @Column('timestamp with time zone', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute; null: never yet.' })
  @Column('timestamp with time zone', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null

  @Field(() => [String], {
    description:
      'IPv4 and IPv6 addresses and CIDR ranges from which it may be used, in canonical form; empty: from everywhere.',
  })
  @Column('text', { name: 'allowed_addresses', array: true, default: [] })
  allowedAddresses!: string[]

  @Field(() => Cents, {
    nullable: true,
    description:
      "The most that may be ordered with it for any one organization in a calendar month of the organization's time zone, in cents of the account's currency, together with the keys that it replaced and that replaced it; null: no cap but that of the grant.",
  })
  @Column('bigint', { name: 'monthly_spend_cap_cents', nullable: true })
  monthlySpendCapCents!: number | null

  /** Null for a key that an operator made. */
  @ForeignKey(() => User, { name: 'api_keys_created_by_fk' })
  @Column('text', { name: 'created_by_user_id', nullable: true })
  createdByUserId!: string | null

  @Field(() => ID, {
    nullable: true,
    name: 'rotatedTo',
    description:
      'Id of the key that takes its place, `key_…`; both work until `expiresAt`. Null if it was not rotated.',
  })
  @ForeignKey(() => ApiKey, { name: 'api_keys_rotated_to_fk' })
  @Column('text', { name: 'rotated_to_id', nullable: true })
  rotatedToId!: string | null
}
