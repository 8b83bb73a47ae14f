import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { cliniciansByIds } from '../../clinicians/clinician.queries.js'
import { ClinicianType } from '../../clinicians/clinician.type.js'
import type { Database } from '../../db/database.js'
import { Access } from '../../graphql/access.policy.js'
import { BackOffice } from '../../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import type { LoaderDefinition } from '../../graphql/loaders.js'
import { asPayload } from '../../graphql/user-error.js'
import { invariant } from '../../kernel/errors.js'
import { matchLeadPage } from './match-lead.queries.js'
import type { MatchLeadService } from './match-lead.service.js'
import {
  DecideMatchLeadInput,
  DecideMatchLeadPayload,
  type LeadReason,
  LeadReasonEnum,
  type LeadState,
  LeadStateEnum,
  MatchLeadType,
} from './match-lead.type.js'

const LEADS = keysetList<MatchLeadType>({ name: 'match-leads', form: /^lead_\w{26}$/, keyOf: ({ id }) => id })
const MatchLeadConnection = connectionOf('MatchLead', MatchLeadType, 'leads, the oldest first')

@Resolver(() => BackOffice)
export class BackOfficeMatchLeadsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => MatchLeadConnection, {
    description:
      'Exclusions that may be about clinicians of the mode of the request, for staff to decide, and those that a rule has matched, for staff to take back, the oldest first; 20 a page unless told.',
  })
  async matchLeads(
    @Ctx() { actor, looks }: Context,
    @Arg('state', () => LeadStateEnum, { nullable: true, description: 'Only in this state; null for all.' })
    state: LeadState | null,
    @Arg('reason', () => LeadReasonEnum, { nullable: true, description: 'Only for this reason; null for all.' })
    reason: LeadReason | null,
    @Arg('clinicianId', () => ID, {
      nullable: true,
      description: 'Only about this clinician, `cln_…`; nothing for one that does not exist in the mode.',
    })
    clinicianId: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<MatchLeadType>> {
    const wanted = {
      mode: actor.mode,
      state: state ?? null,
      reason: reason ?? null,
      clinicianId: clinicianId ?? null,
    }
    const leads = await LEADS.page(page, (afterId, limit) => matchLeadPage(this.database, wanted, afterId, limit))
    for (const lead of leads.nodes) looks.add(lead.clinicianId)
    return leads
  }
}

@Resolver(() => MatchLeadType)
export class MatchLeadResolver {
  readonly #clinicians: LoaderDefinition<string, ClinicianType | null>

  constructor(
    private readonly leads: MatchLeadService,
    database: Database,
  ) {
    this.#clinicians = {
      async load(ids, { actor }) {
        const found = new Map((await cliniciansByIds(database, actor.mode, ids)).map((each) => [each.id, each]))
        return ids.map((id) => found.get(id) ?? null)
      },
    }
  }

  @Access('STAFF')
  @Mutation(() => DecideMatchLeadPayload, {
    description:
      "Decides whether an exclusion is about a clinician, or decides it otherwise than before: `CONFIRMED` puts it among the clinician's sanctions, `REJECTED` takes it from them, at once. The decision stays, and is asked for again (`REOPENED`) only when more speaks for a rejected pair than then. RATE_LIMITED in `errors` while a load holds the directory: come again. For the publisher's staff.",
  })
  async decideMatchLead(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DecideMatchLeadInput, { description: 'The lead, and what it is.' }) input: DecideMatchLeadInput,
  ): Promise<DecideMatchLeadPayload> {
    return await asPayload<Pick<DecideMatchLeadPayload, 'lead'>>(
      async () => ({ lead: await this.leads.decide(actor, request, input) }),
      { lead: null },
    )
  }

  @FieldResolver(() => ClinicianType, { description: 'Whom the exclusion may be about, as the directory has them.' })
  async clinician(@Root() lead: MatchLeadType, @Ctx() { loaders }: Context): Promise<ClinicianType> {
    const clinician = await loaders.get(this.#clinicians).load(lead.clinicianId)
    invariant(clinician, `the clinician of ${lead.id} is there for staff of its mode`)
    return clinician
  }
}
