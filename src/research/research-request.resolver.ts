import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ClinicianService } from '../clinicians/clinician.service.js'
import { ClinicianSearchResult, ClinicianType } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { LocalDate } from '../graphql/scalars.js'
import { asPayload } from '../graphql/user-error.js'
import type { Clock } from '../kernel/clock.js'
import { timeOf } from '../organizations/organization.clock.js'
import { Organization } from '../organizations/organization.entity.js'
import { organizationLoader } from '../organizations/organization.loader.js'
import { RequestResearchInput, WithdrawResearchRequestInput } from './research-request.inputs.js'
import { RequestResearchPayload, WithdrawResearchRequestPayload } from './research-request.payloads.js'
import { researchEventsOf } from './research-request.records.js'
import { businessDaysLeft, isWaiting, researchDraftOf } from './research-request.rules.js'
import type { ResearchRequestService } from './research-request.service.js'
import {
  KnownOfClinicianType,
  ResearchRequestDraft,
  ResearchRequestEventType,
  ResearchRequestType,
} from './research-request.type.js'

const NEEDS_SCOPE = 'Needs the scope `clinicians:read` of the key and the grant, or of your role there.'

@Resolver()
export class ResearchRequestResolver {
  constructor(private readonly requests: ResearchRequestService) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => RequestResearchPayload, {
    description: `Asks the publisher's staff to find out who a clinician is whom no search found: answered within 30 business days. The requester gets an e-mail now, at a delay and with the answer; for software, the organization's administrators. An organization asks for the same clinician once: while a request of the same content (names as names compare, without the note) waits, you get that one, so repeat a call whose answer was lost as often as you like. ${NEEDS_SCOPE} At most 200 a day from one caller for one organization. Errors: NOT_FOUND, INVALID_INPUT.`,
  })
  async requestResearch(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RequestResearchInput, { description: 'What is known.' }) input: RequestResearchInput,
  ): Promise<RequestResearchPayload> {
    return await asPayload<Omit<RequestResearchPayload, 'userErrors'>>(
      async () => await this.requests.request(actor, request, input),
      { researchRequest: null, replayed: false },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => WithdrawResearchRequestPayload, {
    description: `Takes a request back that waits for an answer. For people any of their organization; for software what it has asked for itself. ${NEEDS_SCOPE} Errors: NOT_FOUND, ALREADY_DECIDED.`,
  })
  async withdrawResearchRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => WithdrawResearchRequestInput, { description: 'Which one.' })
    input: WithdrawResearchRequestInput,
  ): Promise<WithdrawResearchRequestPayload> {
    return await asPayload<Omit<WithdrawResearchRequestPayload, 'userErrors'>>(
      async () => ({ researchRequest: await this.requests.withdraw(actor, request, input.researchRequestId) }),
      { researchRequest: null },
    )
  }

  @Access(...SIGNED_IN)
  @Query(() => ResearchRequestType, {
    nullable: true,
    description: `The research request of this id; null if there is none for you. ${NEEDS_SCOPE}`,
  })
  async researchRequest(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the research request, `rrq_…`.' }) id: string,
  ): Promise<ResearchRequestType | null> {
    const found = await this.requests.find(actor, id)
    if (found !== null) looks.add(found.organizationId)
    return found
  }
}

@Resolver(() => ResearchRequestType)
export class ResearchRequestFieldsResolver {
  readonly #organizations: LoaderDefinition<string, Organization | null>
  readonly #events: LoaderDefinition<string, ResearchRequestEventType[]>
  readonly #clinicians: LoaderDefinition<ResearchRequestType, ClinicianType | null>

  constructor(
    database: Database,
    private readonly clock: Clock,
    clinicians: ClinicianService,
  ) {
    this.#organizations = organizationLoader(database)
    this.#events = {
      load: async (ids) =>
        groupedBy(ids, await researchEventsOf(database, ids), ({ researchRequestId }) => researchRequestId),
    }
    this.#clinicians = {
      load: async (requests, { actor, request }) => {
        const wanted = requests.flatMap(({ organizationId, clinicianId }) =>
          clinicianId === null ? [] : [{ organizationId, clinicianId }],
        )
        const found = await clinicians.readMany(actor, request, wanted)
        return inOrderOf<string | null, ClinicianType>(
          requests.map(({ clinicianId }) => clinicianId),
          found,
          ({ id }) => id,
        )
      },
    }
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'For which organization; null if it is none of yours any more.',
  })
  async organization(@Root() request: ResearchRequestType, @Ctx() { loaders }: Context): Promise<Organization | null> {
    return await loaders.get(this.#organizations).load(request.organizationId)
  }

  @FieldResolver(() => ClinicianType, {
    nullable: true,
    description:
      'Who was found, ready to be ordered; null unless the state is FOUND. A read of it is in the audit trail.',
  })
  async clinician(@Root() request: ResearchRequestType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return request.clinicianId === null ? null : await loaders.get(this.#clinicians).load(request)
  }

  @Holds(30, { usually: 5 })
  @FieldResolver(() => [ResearchRequestEventType], {
    description: 'What became of it, step by step, the oldest first.',
  })
  async events(@Root() request: ResearchRequestType, @Ctx() { loaders }: Context): Promise<ResearchRequestEventType[]> {
    return await loaders.get(this.#events).load(request.id)
  }

  @FieldResolver(() => Int, {
    description:
      "Business days that are left for an answer after the organization's today: 0 on the due date and later, and once it has ended.",
  })
  businessDaysLeft(@Root() request: ResearchRequestType): number {
    const { state, dueOn, timeZone } = request
    return isWaiting(state) ? businessDaysLeft(dueOn, timeOf(this.clock, request), timeZone) : 0
  }

  @FieldResolver(() => Boolean, { description: 'Whether an answer was promised for a later day than at first.' })
  delayed(@Root() { delayedAt }: ResearchRequestType): boolean {
    return delayedAt !== null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of who of the staff took it up; null until then, and for all but staff.',
  })
  startedBy(@Root() { startedByName }: ResearchRequestType, @Ctx() { actor }: Context): string | null {
    return actor.kind === 'STAFF' ? startedByName : null
  }
}

@Resolver(() => KnownOfClinicianType)
export class KnownOfClinicianResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Year of birth; null if unknown.' })
  birthYear(@Root() { birthDate }: KnownOfClinicianType): number | null {
    return birthDate === null ? null : Number(birthDate.slice(0, 4))
  }

  @FieldResolver(() => LocalDate, {
    nullable: true,
    description: 'Full date of birth; null if unknown, and for all but staff.',
  })
  birthDate(@Root() known: KnownOfClinicianType, @Ctx() { actor }: Context): string | null {
    return actor.kind === 'STAFF' ? known.birthDate : null
  }
}

@Resolver(() => ClinicianSearchResult)
export class ClinicianResearchResolver {
  @FieldResolver(() => ResearchRequestDraft, {
    nullable: true,
    description:
      'When nobody matches: what you can begin a research request with, see `requestResearch`. Null when somebody does, or the criterion is wrong.',
  })
  researchDraft(@Root() { missed }: ClinicianSearchResult): ResearchRequestDraft | null {
    return missed === null ? null : researchDraftOf(missed)
  }
}
