import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { ClinicianCriterion } from './clinician.inputs.js'
import type { ClinicianService } from './clinician.service.js'
import { ClinicianSearchResult, ClinicianType } from './clinician.type.js'

@Resolver()
export class ClinicianResolver {
  constructor(private readonly clinicians: ClinicianService) {}

  @Access(...SIGNED_IN)
  @Query(() => ClinicianSearchResult, {
    description:
      'Finds a clinician by exactly one criterion, in the mode of your key. A number is checked before anything is looked for. Needs the scope `clinicians:read`.',
  })
  async searchClinicians(
    @Ctx() { actor, request }: Context,
    @Arg('by', () => ClinicianCriterion, { description: 'By what to look.' }) by: ClinicianCriterion,
  ): Promise<ClinicianSearchResult> {
    return await asPayload(async () => await this.clinicians.search(actor, request, by), {
      matches: [],
      explanation: [],
    })
  }

  @Access(...SIGNED_IN)
  @Query(() => ClinicianType, {
    nullable: true,
    description:
      'The clinician of this id; null if there is none in the mode of your key. Needs the scope `clinicians:read`.',
  })
  async clinician(
    @Ctx() { actor, request }: Context,
    @Arg('id', () => ID, { description: 'Id of the clinician, `cln_…`.' }) id: string,
  ): Promise<ClinicianType | null> {
    return await this.clinicians.read(actor, request, id)
  }
}
