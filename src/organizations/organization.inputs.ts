import { Field, ID, InputType } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { UserInput } from './membership.inputs.js'
import { MAX_NAME_LENGTH, MAX_STREET_LINES } from './organization.rules.js'

const NAME = `Name as printed on orders and receipts, 1 to ${MAX_NAME_LENGTH} characters`
const TIME_ZONE = 'IANA name of its time zone, for example `America/Chicago`'

@InputType({ description: 'A mailing address in the United States.' })
export class OrganizationAddressInput {
  @Field(() => [String], { description: `Street or post office box, 1 to ${MAX_STREET_LINES} lines.` })
  street!: string[]

  @Field(() => String, { description: 'City.' })
  city!: string

  @Field(() => String, { description: 'State, two letters.' })
  state!: string

  @Field(() => String, { description: 'ZIP code: five digits, or five and four (`60601-1234`).' })
  postalCode!: string
}

@InputType({ description: "An organization's data to be changed; what is left out stays." })
export class UpdateOrganizationInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => String, { nullable: true, description: `${NAME}; null leaves it.` })
  name?: string | null

  @Field(() => String, {
    nullable: true,
    description: `${TIME_ZONE}; null leaves it. Its days begin and end there from now on.`,
  })
  timeZone?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number with at least 7 digits, an extension behind `x` if need be; null takes it away.',
  })
  phone?: string | null

  @Field(() => OrganizationAddressInput, { nullable: true, description: 'Mailing address; null takes it away.' })
  address?: OrganizationAddressInput | null

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; required of staff.' })
  reason?: string | null
}

@InputType({ description: 'A new organization that an administrator of another one asks for.' })
export class RequestOrganizationInput {
  @Field(() => String, { description: `${NAME}.` })
  name!: string

  @Field(() => String, { description: `${TIME_ZONE}.` })
  timeZone!: string

  @Field(() => String, { nullable: true, description: 'Telephone number with at least 7 digits; null for none.' })
  phone?: string | null

  @Field(() => OrganizationAddressInput, { nullable: true, description: 'Mailing address; null for none.' })
  address?: OrganizationAddressInput | null

  @Field(() => ModeEnum, {
    nullable: true,
    description: 'Sandbox or real, as the request is (`Gateway-Mode`); null for its mode.',
  })
  mode?: Mode | null

  @Field(() => String, {
    nullable: true,
    description: 'What it is needed for, up to 1000 characters; null for nothing.',
  })
  reason?: string | null
}

@InputType({ description: 'A new organization, with its first administrator.' })
export class CreateOrganizationInput {
  @Field(() => ModeEnum, { description: 'Sandbox or real, as the request is (`Gateway-Mode`); never changes.' })
  mode!: Mode

  @Field(() => String, { description: `${NAME}.` })
  name!: string

  @Field(() => String, { description: `${TIME_ZONE}.` })
  timeZone!: string

  @Field(() => String, { nullable: true, description: 'Telephone number with at least 7 digits; null for none.' })
  phone?: string | null

  @Field(() => OrganizationAddressInput, { nullable: true, description: 'Mailing address; null for none.' })
  address?: OrganizationAddressInput | null

  @Field(() => UserInput, {
    description:
      'Its first administrator, who gets a link to make the account; `ORGANIZATION_ADMINISTRATOR` among the roles.',
  })
  administrator!: UserInput

  @Field(() => String, { description: 'Why, 1 to 1000 characters: it goes into the audit trail.' })
  reason!: string
}
