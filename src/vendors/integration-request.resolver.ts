import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { RequestError } from '../kernel/errors.js'
import { assertAdministers } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import type { IntegrationDecisionService } from './integration-decision.service.js'
import {
  IntegrationRequest,
  type IntegrationRequestStatus,
  IntegrationRequestStatusEnum,
} from './integration-request.entity.js'
import {
  ApproveIntegrationRequestInput,
  ApproveIntegrationRequestPayload,
  RejectIntegrationRequestInput,
  RejectIntegrationRequestPayload,
  RequestIntegrationInput,
  RequestIntegrationPayload,
} from './integration-request.inputs.js'
import { INTEGRATION_REQUEST_PAGES, integrationRequestPage } from './integration-request.queries.js'
import type { IntegrationRequestService } from './integration-request.service.js'
import { NEWEST, type OwnedPage, ownedPages } from './owned-pages.js'
import { VendorSummary } from './vendor.type.js'
import { vendorSummaryLoader } from './vendor-summary.loader.js'

const REQUESTS = keysetList<IntegrationRequest>({
  name: 'integration-requests',
  form: /^irq_\w{26}$/,
  keyOf: ({ id }) => id,
})
const IntegrationRequestConnection = connectionOf(
  'IntegrationRequest',
  IntegrationRequest,
  'requests for integrations, the newest first',
)

@Resolver(() => IntegrationRequest)
export class IntegrationRequestResolver {
  readonly #vendors: LoaderDefinition<string, VendorSummary>

  constructor(
    database: Database,
    private readonly requests: IntegrationRequestService,
    private readonly decisions: IntegrationDecisionService,
  ) {
    this.#vendors = vendorSummaryLoader(database)
  }

  @FieldResolver(() => VendorSummary, { description: "The organization's own vendor that was made for it." })
  async vendor(@Root() request: IntegrationRequest, @Ctx() { loaders }: Context): Promise<VendorSummary> {
    return await loaders.get(this.#vendors).load(request.vendorId)
  }

  @Access('USER')
  @Mutation(() => RequestIntegrationPayload, {
    description:
      "Asks for an integration of the organization's own software. A vendor that the organization's administrators manage and a test key for the organization's sandbox are made at once; live keys can be made once staff approve. For its administrators. Errors: NOT_FOUND, ALREADY_EXISTS while a request is pending, or when the sandbox is there and you do not administer it (its administrators can add you), INVALID_INPUT.",
  })
  async requestIntegration(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RequestIntegrationInput, { description: 'The request.' }) input: RequestIntegrationInput,
  ): Promise<RequestIntegrationPayload> {
    if (actor.kind !== 'USER') throw new RequestError('FORBIDDEN', "this is for the organization's administrators")
    return await asPayload<Omit<RequestIntegrationPayload, 'userErrors'>>(
      async () => await this.requests.request(actor, request, input),
      { integrationRequest: null, apiKey: null, secret: null, sandboxOrganizationId: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => ApproveIntegrationRequestPayload, {
    description:
      'Approves a request: live keys can be made, and the vendor may act for the organization with every scope, as its administrator asked. They are told by e-mail. For staff, in the mode of the organization. Errors: NOT_FOUND, ALREADY_DECIDED, CHANGE_OUTDATED when who asked does not administer the organization any more (reject it then), INVALID_INPUT, also for a suspended vendor.',
  })
  async approveIntegrationRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ApproveIntegrationRequestInput, { description: 'The decision.' })
    input: ApproveIntegrationRequestInput,
  ): Promise<ApproveIntegrationRequestPayload> {
    assertStaff(actor)
    return await asPayload<Omit<ApproveIntegrationRequestPayload, 'userErrors'>>(
      async () => ({ integrationRequest: await this.decisions.approve(actor, request, input) }),
      { integrationRequest: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => RejectIntegrationRequestPayload, {
    description:
      'Rejects a request: no live keys; test keys go on working, and the organization can ask again. Its administrators are told by e-mail, with the reason. For staff, in the mode of the organization. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.',
  })
  async rejectIntegrationRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RejectIntegrationRequestInput, { description: 'The decision.' })
    input: RejectIntegrationRequestInput,
  ): Promise<RejectIntegrationRequestPayload> {
    assertStaff(actor)
    return await asPayload<Omit<RejectIntegrationRequestPayload, 'userErrors'>>(
      async () => ({ integrationRequest: await this.decisions.reject(actor, request, input) }),
      { integrationRequest: null },
    )
  }
}

@Resolver(() => Organization)
export class OrganizationIntegrationRequestsResolver {
  readonly #pages: LoaderDefinition<OwnedPage, IntegrationRequest[]>

  constructor(database: Database) {
    this.#pages = ownedPages(database, INTEGRATION_REQUEST_PAGES)
  }

  @FieldResolver(() => IntegrationRequestConnection, {
    nullable: true,
    description:
      'The integrations of its own software that it asked for, the newest first; 20 a page unless told. Null, with the reason in `errors`, but for its administrators and staff.',
  })
  async integrationRequests(
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, loaders }: Context,
  ): Promise<Connection<IntegrationRequest>> {
    if (actor.kind !== 'STAFF') assertAdministers(organization)
    return await REQUESTS.page(page, (before, limit) =>
      loaders.get(this.#pages).load({ ownerId: organization.id, from: before ?? NEWEST, limit }),
    )
  }
}

@Resolver(() => BackOffice)
export class IntegrationRequestsBackOfficeResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => IntegrationRequestConnection, {
    description: 'Requests for integrations of all organizations of the mode, the newest first; 20 a page unless told.',
  })
  async integrationRequests(
    @Arg('status', () => IntegrationRequestStatusEnum, {
      nullable: true,
      description: 'Only those that have come so far; null: all.',
    })
    status: IntegrationRequestStatus | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor }: Context,
  ): Promise<Connection<IntegrationRequest>> {
    assertStaff(actor)
    return await REQUESTS.page(page, (before, limit) =>
      integrationRequestPage(this.database, actor, status ?? null, before ?? NEWEST, limit),
    )
  }
}
