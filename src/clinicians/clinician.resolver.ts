import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Costs } from '../graphql/cost/cost.policy.js'
import { asPayload } from '../graphql/user-error.js'
import { ClinicianCriterion } from './clinician.inputs.js'
import type { ClinicianService } from './clinician.service.js'
import { ClinicianSearchResult, ClinicianType } from './clinician.type.js'

const FOR_WHOM =
  'Id of the organization for which you look, `org_…`: stands in the audit trail. A person who buys for one organization only, a vendor and staff can leave it out.'

@Resolver()
export class ClinicianResolver {
  constructor(private readonly clinicians: ClinicianService) {}

  @Access(...SIGNED_IN)
  @Costs(10)
  @Query(() => ClinicianSearchResult, {
    description:
      'Finds a clinician by exactly one criterion, in the mode of the request. A number is checked before anything is looked for. Needs the scope `clinicians:read` of the key, or of your role.',
  })
  async searchClinicians(
    @Ctx() { actor, request }: Context,
    @Arg('by', () => ClinicianCriterion, { description: 'By what to look.' }) by: ClinicianCriterion,
    @Arg('organizationId', () => ID, { nullable: true, description: FOR_WHOM }) organizationId?: string | null,
  ): Promise<ClinicianSearchResult> {
    return await asPayload(async () => await this.clinicians.search(actor, request, by, organizationId ?? null), {
      matches: [],
      explanation: [],
      missed: null,
    })
  }

  @Access(...SIGNED_IN)
  @Query(() => ClinicianType, {
    nullable: true,
    description:
      'The clinician of this id; null if there is none in the mode of the request, or the organization is none of yours. Needs the scope `clinicians:read` of the key, or of your role.',
  })
  async clinician(
    @Ctx() { actor, request }: Context,
    @Arg('id', () => ID, { description: 'Id of the clinician, `cln_…`.' }) id: string,
    @Arg('organizationId', () => ID, { nullable: true, description: FOR_WHOM }) organizationId?: string | null,
  ): Promise<ClinicianType | null> {
    return await this.clinicians.read(actor, request, id, organizationId ?? null)
  }
}
