import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import type { SandboxChangeService } from './sandbox.change.js'

@InputType({ description: 'Which fictional clinician `simulateClinicianChange` is to change.' })
class SimulateClinicianChangeInput {
  @Field(() => ID, { description: 'Id of a sandbox organization of yours, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of a fictional clinician with a license, `cln_…`.' })
  clinicianId!: string
}

@ObjectType({ description: 'Answer of `simulateClinicianChange`.' })
class SimulateClinicianChangePayload {
  @Field(() => String, {
    nullable: true,
    description: 'Status of the first license from now on; null if something was wrong: then nothing was changed.',
  })
  licenseStatus!: string | null

  @Field(() => [UserError], { description: 'What was wrong; empty if the clinician has changed.' })
  userErrors!: UserError[]
}

@Resolver()
export class SandboxChangeResolver {
  constructor(private readonly service: SandboxChangeService) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => SimulateClinicianChangePayload, {
    description:
      'Makes the first license of a fictional clinician of the sandbox inactive, or active again the next time, as a source would report it: everybody in test mode sees it, and whoever monitors the clinician is told within seconds. Needs the scope `monitoring:write` of the key and the grant, or of your role there. Errors: NOT_FOUND, CLINICIAN_NOT_FOUND, INVALID_INPUT for a live organization and for a clinician without a license, or whose license is a magic value (expired, deactivated). 60 an hour, for it is told to everybody: RATE_LIMITED past that.',
  })
  async simulateClinicianChange(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => SimulateClinicianChangeInput, { description: 'Who.' }) input: SimulateClinicianChangeInput,
  ): Promise<SimulateClinicianChangePayload> {
    return await asPayload<Pick<SimulateClinicianChangePayload, 'licenseStatus'>>(
      async () => ({ licenseStatus: await this.service.simulate(actor, request, input) }),
      { licenseStatus: null },
    )
  }
}
