import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import type { ClinicianService } from '../../clinicians/clinician.service.js'
import { ClinicianType } from '../../clinicians/clinician.type.js'
import { type CountedConnection, connectionOf, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../../graphql/loaders.js'
import { Organization } from '../../organizations/organization.entity.js'
import { OwnedClinicianFilter } from './owned-clinician.filter.js'
import { OwnedClinicianType } from './owned-clinician.type.js'
import type { ProfileManager } from './profile-manager.js'

const OwnedClinicianConnection = connectionOf(
  'OwnedClinician',
  OwnedClinicianType,
  'clinicians of whom the organization owns a profile, the newest purchase first',
)

@ArgsType()
class ProfileManagerArgs extends PageArgs {
  @Field(() => OwnedClinicianFilter, { nullable: true, description: 'Which of them; null for all.' })
  filter?: OwnedClinicianFilter | null
}

@Resolver(() => Organization)
export class OrganizationProfileManagerResolver {
  constructor(private readonly manager: ProfileManager) {}

  @FieldResolver(() => OwnedClinicianConnection, {
    nullable: true,
    description:
      'Every clinician of whom it owns a profile, each once, the newest purchase first; 20 a page unless told. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there, and with BAD_USER_INPUT for a filter that cannot be.',
  })
  async profileManager(
    @Root() organization: Organization,
    @Ctx() { actor, request }: Context,
    @Args(() => ProfileManagerArgs) args: ProfileManagerArgs,
  ): Promise<CountedConnection<OwnedClinicianType>> {
    return await this.manager.page(actor, request, organization, args)
  }
}

@Resolver(() => OwnedClinicianConnection)
export class OwnedClinicianConnectionResolver {
  @FieldResolver(() => Int, {
    description: 'How many match, on all pages together. Counted when asked for: ask with the first page only.',
  })
  async totalCount(@Root() owned: CountedConnection<OwnedClinicianType>): Promise<number> {
    return await owned.count()
  }
}

@Resolver(() => OwnedClinicianType)
export class OwnedClinicianFieldsResolver {
  readonly #clinicians: LoaderDefinition<OwnedClinicianType, ClinicianType | null>

  constructor(clinicians: ClinicianService) {
    this.#clinicians = {
      load: async (owned, { actor, request }) => {
        const ids = owned.map((one) => one.clinicianId)
        return inOrderOf(ids, await clinicians.readMany(actor, request, owned), (clinician) => clinician.id)
      },
    }
  }

  @FieldResolver(() => ClinicianType, { description: 'Whose profile it is.' })
  async clinician(@Root() owned: OwnedClinicianType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(owned)
  }
}
