import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { assertAdministers } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { NEWEST, type OwnedPage, ownedPages } from './owned-pages.js'
import { VendorSummary } from './vendor.type.js'
import { VendorGrant } from './vendor-grant.entity.js'
import {
  ChangeGrantInput,
  ChangeGrantPayload,
  GrantIntegrationInput,
  GrantIntegrationPayload,
  RevokeGrantInput,
  RevokeGrantPayload,
} from './vendor-grant.inputs.js'
import { GRANT_PAGES, GRANT_PAGES_OF_VENDOR } from './vendor-grant.queries.js'
import type { VendorGrantService } from './vendor-grant.service.js'
import { vendorSummaryLoader } from './vendor-summary.loader.js'

const GRANTS = keysetList<VendorGrant>({ name: 'grants', form: /^grant_\w{26}$/, keyOf: ({ id }) => id })
const VendorGrantConnection = connectionOf('VendorGrant', VendorGrant, 'grants of an organization, the newest first')

@Resolver(() => VendorGrant)
export class VendorGrantResolver {
  readonly #vendors: LoaderDefinition<string, VendorSummary>

  constructor(
    database: Database,
    private readonly grants: VendorGrantService,
  ) {
    this.#vendors = vendorSummaryLoader(database)
  }

  @FieldResolver(() => VendorSummary, { description: 'Who may act.' })
  async vendor(@Root() grant: VendorGrant, @Ctx() { loaders }: Context): Promise<VendorSummary> {
    return await loaders.get(this.#vendors).load(grant.vendorId)
  }

  @Access('USER')
  @Mutation(() => GrantIntegrationPayload, {
    description:
      'Lets a vendor act for the organization from its next request on, and tells the administrators by e-mail. For its administrators. Errors: NOT_FOUND, ALREADY_EXISTS, INVALID_INPUT.',
  })
  async grantIntegration(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => GrantIntegrationInput, { description: 'The grant.' }) input: GrantIntegrationInput,
  ): Promise<GrantIntegrationPayload> {
    assertPerson(actor)
    return await asPayload<Omit<GrantIntegrationPayload, 'userErrors'>>(
      async () => ({ grant: await this.grants.give(actor, request, input) }),
      { grant: null },
    )
  }

  @Access('USER')
  @Mutation(() => ChangeGrantPayload, {
    description:
      "Changes what a vendor may do for the organization or spend, from the vendor's next request on, and tells the administrators by e-mail. For its administrators. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.",
  })
  async changeGrant(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ChangeGrantInput, { description: 'The change.' }) input: ChangeGrantInput,
  ): Promise<ChangeGrantPayload> {
    assertPerson(actor)
    return await asPayload<Omit<ChangeGrantPayload, 'userErrors'>>(
      async () => ({ grant: await this.grants.change(actor, request, input) }),
      { grant: null },
    )
  }

  @Access('USER')
  @Mutation(() => RevokeGrantPayload, {
    description:
      "Takes a grant back from the vendor's next request on, and tells the administrators by e-mail; to do it again changes nothing. For the organization's administrators. Errors: NOT_FOUND.",
  })
  async revokeGrant(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RevokeGrantInput, { description: 'Which grant.' }) input: RevokeGrantInput,
  ): Promise<RevokeGrantPayload> {
    assertPerson(actor)
    return await asPayload<Omit<RevokeGrantPayload, 'userErrors'>>(
      async () => ({ grant: await this.grants.revoke(actor, request, input.grantId) }),
      { grant: null },
    )
  }
}

@Resolver(() => Organization)
export class OrganizationGrantsResolver {
  readonly #all: LoaderDefinition<OwnedPage, VendorGrant[]>
  readonly #own: LoaderDefinition<OwnedPage, VendorGrant[]>

  constructor(database: Database) {
    this.#all = ownedPages(database, GRANT_PAGES)
    this.#own = ownedPages(database, GRANT_PAGES_OF_VENDOR)
  }

  @FieldResolver(() => VendorGrantConnection, {
    nullable: true,
    description:
      'Which vendors may act for it, and which might once, the newest grant first; 20 a page unless told. Of a vendor, its own grants only. Null, with the reason in `errors`, for people who are not its administrators; staff see them all.',
  })
  async grants(
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, loaders }: Context,
  ): Promise<Connection<VendorGrant>> {
    if (actor.kind === 'USER') assertAdministers(organization)
    const [pages, ownerId] =
      actor.kind === 'VENDOR' ? [this.#own, `${organization.id} ${actor.id}`] : [this.#all, organization.id]
    return await GRANTS.page(page, (before, limit) =>
      loaders.get(pages).load({ ownerId, from: before ?? NEWEST, limit }),
    )
  }
}
