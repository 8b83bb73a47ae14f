import { Field, ID, InputType, Int } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { Cents, DateTime } from '../graphql/scalars.js'
import {
  DEFAULT_OVERLAP_HOURS,
  MAX_ALLOWED_ADDRESSES,
  MAX_KEY_YEARS,
  MAX_NAME_LENGTH,
  MAX_OVERLAP_HOURS,
} from './vendor.rules.js'

const ADDRESSES = `Up to ${MAX_ALLOWED_ADDRESSES} IPv4 or IPv6 addresses or CIDR ranges, for example \`192.0.2.10\` or \`2001:db8::/48\``

@InputType({ description: 'An API key to be made.' })
export class CreateApiKeyInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => ModeEnum, { description: 'Which world it opens; `LIVE` once staff have approved the vendor for it.' })
  mode!: Mode

  @Field(() => String, { description: `What people call it; 1 to ${MAX_NAME_LENGTH} characters in one line.` })
  name!: string

  @Field(() => [String], { description: 'What it may do, for example `orders:write`; at least one scope.' })
  scopes!: string[]

  @Field(() => DateTime, {
    nullable: true,
    description: `The first moment at which it opens nothing any more, within ${MAX_KEY_YEARS} years; null: it works until it is revoked.`,
  })
  expiresAt?: Date | null

  @Field(() => [String], {
    nullable: true,
    description: `${ADDRESSES}, from which alone it may be used; null or empty: from everywhere.`,
  })
  allowedAddresses?: string[] | null

  @Field(() => Cents, {
    nullable: true,
    description:
      "The most that may be ordered with it for any one organization in a calendar month of the organization's time zone, in cents of the account's currency; null: no cap but that of the grant. A key that replaces it has the same cap and shares what was spent.",
  })
  monthlySpendCapCents?: number | null
}

@InputType({ description: 'What is to be changed of an API key; what is missing stays.' })
export class UpdateApiKeyInput {
  @Field(() => ID, { description: 'Id of the key, `key_…`.' })
  apiKeyId!: string

  @Field(() => String, {
    nullable: true,
    description: `What people call it; 1 to ${MAX_NAME_LENGTH} characters in one line. Null: as it was.`,
  })
  name?: string | null

  @Field(() => [String], {
    nullable: true,
    description: `${ADDRESSES}, from which alone it may be used from the next request on; empty: from everywhere. Null: as it was.`,
  })
  allowedAddresses?: string[] | null

  @Field(() => Cents, {
    nullable: true,
    description: 'The monthly spend cap in cents. Null lifts it; missing: as it was.',
  })
  monthlySpendCapCents?: number | null
}

@InputType({ description: 'An API key that is to get a successor.' })
export class RotateApiKeyInput {
  @Field(() => ID, { description: 'Id of the key, `key_…`; it still has to work.' })
  apiKeyId!: string

  @Field(() => Int, {
    defaultValue: DEFAULT_OVERLAP_HOURS,
    description: `For how many hours the old key goes on working, 0 to ${MAX_OVERLAP_HOURS}; never longer than it would have.`,
  })
  overlapHours!: number
}

@InputType({ description: 'An API key that is to end.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Id of the key, `key_…`.' })
  apiKeyId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Why, 1 to 1000 characters, for the audit trail; required of staff.',
  })
  reason?: string | null
}
