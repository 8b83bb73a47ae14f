import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import { Organization } from '../organizations/organization.entity.js'
import { MAX_SANDBOX_ORGANIZATIONS, RESETS, type SandboxOrganizationService } from './sandbox-organization.service.js'

@InputType({ description: 'A sandbox organization that a vendor wants for itself.' })
class CreateSandboxOrganizationInput {
  @Field(() => ID, { description: 'Id of a vendor that you manage, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { description: 'What it is called, 1 to 200 characters.' })
  name!: string

  @Field(() => String, { description: 'Its time zone, an IANA name such as `America/Chicago`: its days go by it.' })
  timeZone!: string

  @Field(() => String, {
    description:
      'A key of your own, 1 to 255 characters: the same key with the same arguments gives the same organization again, with others IDEMPOTENCY_KEY_REUSED.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Which sandbox organization to begin anew with.' })
class ResetSandboxOrganizationInput {
  @Field(() => ID, { description: 'Id of the sandbox organization, `org_…`.' })
  organizationId!: string
}

@ObjectType({ description: 'Answer of `createSandboxOrganization`.' })
class CreateSandboxOrganizationPayload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The new organization; null if something was wrong: then nothing was made.',
  })
  organization!: Organization | null

  @Field(() => Boolean, { description: 'Whether it had been made before, by an earlier request of the same.' })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What was wrong; empty if the organization is there.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `resetSandboxOrganization`.' })
class ResetSandboxOrganizationPayload extends CreateSandboxOrganizationPayload {}

type Made = Pick<CreateSandboxOrganizationPayload, 'organization' | 'replayed'>
const NOTHING: Made = { organization: null, replayed: false }

@Resolver()
export class SandboxOrganizationResolver {
  constructor(private readonly service: SandboxOrganizationService) {}

  @Access('USER')
  @Mutation(() => CreateSandboxOrganizationPayload, {
    description: `Makes an organization with play money in which a vendor tries its software out: you administer it, and the vendor's test keys may do everything there. For people who manage the vendor, in test mode. At most ${MAX_SANDBOX_ORGANIZATIONS} of a vendor. Errors: NOT_FOUND, INVALID_INPUT, LIMIT_REACHED, IDEMPOTENCY_KEY_REUSED.`,
  })
  async createSandboxOrganization(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateSandboxOrganizationInput, { description: 'What it is to be.' })
    input: CreateSandboxOrganizationInput,
  ): Promise<CreateSandboxOrganizationPayload> {
    return await asPayload<Made>(async () => {
      if (actor.kind !== 'USER') throw new Error('the access policy lets people in alone')
      return await this.service.create(actor, request, input)
    }, NOTHING)
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => ResetSandboxOrganizationPayload, {
    description: `Begins anew with a sandbox organization: a new one with the same name, people, grants and fresh play money takes its place, with a new id and a test clock that shows real time. What was bought, and the audit trail, stay with the old one, which vendors no longer reach and whose name says what it is. Repeated for the old id, it gives the same new one. For keys with the scope \`orders:write\`, granted there, and for its administrators and buyers. ${RESETS.points} a day: RATE_LIMITED past that. Errors: NOT_FOUND, INVALID_INPUT for a live organization.`,
  })
  async resetSandboxOrganization(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ResetSandboxOrganizationInput, { description: 'Which one.' })
    { organizationId }: ResetSandboxOrganizationInput,
  ): Promise<ResetSandboxOrganizationPayload> {
    return await asPayload<Made>(async () => {
      if (actor.kind === 'STAFF') throw new Error('the access policy lets no staff in')
      return await this.service.reset(actor, request, organizationId)
    }, NOTHING)
  }
}
