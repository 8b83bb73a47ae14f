import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../../db/database.js'
import { type Connection, connectionOf, keysetList } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../../graphql/loaders.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant, RequestError } from '../../kernel/errors.js'
import { assertGranted } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { Organization } from '../../organizations/organization.entity.js'
import { pageKey, pagesOf } from '../../organizations/organization.pages.js'
import { MAX_WITHIN_DAYS } from './reappointment.rules.js'
import { decisionsOf } from './reappointment-decision.queries.js'
import {
  type DecisionState,
  ReappointmentDecisionsArgs,
  ReappointmentDecisionType,
} from './reappointment-decision.type.js'
import { type AfterPurchase, reappointmentsDue } from './reappointment-due.queries.js'
import { ReappointmentDueType, ReappointmentsDueArgs } from './reappointment-due.type.js'
import { type PolicyRow, policiesOf } from './reappointment-policy.queries.js'
import { ReappointmentPolicyType } from './reappointment-policy.type.js'

const DUE = keysetList<ReappointmentDueType>({
  name: 'reappointments-due',
  form: /^\d{1,15} item_\w{26}$/,
  keyOf: ({ lastPurchasedAt, lastItemId }) => `${lastPurchasedAt.getTime()} ${lastItemId}`,
})
const DECISIONS = keysetList<ReappointmentDecisionType>({
  name: 'reappointment-decisions',
  form: /^rdn_\w{26}$/,
  keyOf: ({ id }) => id,
})
/** After every id. */
const NEWEST = 'rdn_z'

const ReappointmentDueConnection = connectionOf(
  'ReappointmentDue',
  ReappointmentDueType,
  'clinicians who are due for reappointment, the first due first',
)
const ReappointmentDecisionConnection = connectionOf(
  'ReappointmentDecision',
  ReappointmentDecisionType,
  'decisions of the reappointment autopilot, the newest first',
)

@Resolver(() => Organization)
export class OrganizationReappointmentsResolver {
  readonly #policies: LoaderDefinition<string, PolicyRow | null>
  readonly #decisions: LoaderDefinition<string, ReappointmentDecisionType[]>

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#policies = {
      load: async (ids) => inOrderOf(ids, await policiesOf(database, ids), (policy) => policy.organizationId),
    }
    this.#decisions = pagesOf<ReappointmentDecisionType, DecisionState>((ids, wanted) =>
      decisionsOf(database, ids, wanted),
    )
  }

  @FieldResolver(() => ReappointmentPolicyType, {
    nullable: true,
    description:
      'How it reappoints. Null, with the reason in `errors`, without the scope `account:read` of the key and the grant, or of your role there.',
  })
  async reappointmentPolicy(@Root() organization: Organization, @Ctx() context: Context): Promise<PolicyRow> {
    assertGranted(context.actor, organization, 'account:read')
    return await this.#policy(organization, context)
  }

  @FieldResolver(() => ReappointmentDueConnection, {
    nullable: true,
    description:
      "Clinicians whose profile the organization owns and who are to be ordered for again, the first due first; 20 a page unless told. Due is the last purchase plus the organization's cycle (36 months unless it chose); it is ordered the policy's lead days before. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there.",
  })
  async reappointmentsDue(
    @Root() organization: Organization,
    @Ctx() context: Context,
    @Args(() => ReappointmentsDueArgs) { within, ...page }: ReappointmentsDueArgs,
  ): Promise<Connection<ReappointmentDueType>> {
    assertGranted(context.actor, organization, 'profiles:read')
    if (within < 0 || within > MAX_WITHIN_DAYS) {
      throw new RequestError('BAD_USER_INPUT', `within: expected 0 to ${MAX_WITHIN_DAYS} days, got ${within}`)
    }
    const cycle = await this.#policy(organization, context)
    const due = { organizationId: organization.id, cycle, at: timeOf(this.clock, cycle), days: within }
    return await DUE.page(page, async (beyond, limit) =>
      reappointmentsDue(this.database, due, beyond === null ? null : purchaseOf(beyond), limit),
    )
  }

  @FieldResolver(() => ReappointmentDecisionConnection, {
    nullable: true,
    description:
      'What the reappointment autopilot decided, with the reasons, the newest first; 20 a page unless told. Null, with the reason in `errors`, without the scope `account:read` of the key and the grant, or of your role there.',
  })
  async reappointmentDecisions(
    @Root() organization: Organization,
    @Ctx() { actor, loaders }: Context,
    @Args(() => ReappointmentDecisionsArgs) { state = null, ...page }: ReappointmentDecisionsArgs,
  ): Promise<Connection<ReappointmentDecisionType>> {
    assertGranted(actor, organization, 'account:read')
    return await DECISIONS.page(page, async (beyond, limit) => {
      const wanted = { beyond: beyond ?? NEWEST, limit, status: state }
      return await loaders.get(this.#decisions).load(pageKey(organization.id, wanted))
    })
  }

  async #policy(organization: Organization, { loaders }: Context): Promise<PolicyRow> {
    const policy = await loaders.get(this.#policies).load(organization.id)
    invariant(policy, 'every organization has a policy')
    return policy
  }
}

function purchaseOf(key: string): AfterPurchase {
  const [milliseconds = '', itemId = ''] = key.split(' ')
  return [new Date(Number(milliseconds)), itemId]
}
