import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { Viewer } from '../people/viewer.type.js'
import { NEWEST, type OwnedPage, ownedPages } from './owned-pages.js'
import type { AccessibleVendor, ApiKeyRow } from './vendor.access.js'
import { Vendor } from './vendor.entity.js'
import { API_KEY_PAGES, activeGrantCounts, MEMBER_PAGES } from './vendor.queries.js'
import type { VendorReader } from './vendor.reader.js'
import {
  ApiKeyConnection,
  type SoftwareProvider,
  SoftwareProviderConnection,
  VendorConnection,
  VendorMemberConnection,
  type VendorMemberType,
} from './vendor.type.js'

const KEYS = keysetList<ApiKeyRow>({ name: 'api-keys', form: /^key_\w{26}$/, keyOf: ({ id }) => id })
const MEMBERS = keysetList<VendorMemberType>({ name: 'vendor-members', form: /^vmb_\w{26}$/, keyOf: ({ id }) => id })
const SEARCH = 'A part of the name, in whatever case; null: all.'

@Resolver(() => Vendor)
export class VendorResolver {
  readonly #keys: LoaderDefinition<OwnedPage, ApiKeyRow[]>
  readonly #members: LoaderDefinition<OwnedPage, VendorMemberType[]>
  readonly #grants: LoaderDefinition<string, { vendorId: string; count: number } | null>

  constructor(
    database: Database,
    private readonly reader: VendorReader,
  ) {
    this.#keys = ownedPages(database, API_KEY_PAGES)
    this.#members = ownedPages(database, MEMBER_PAGES)
    this.#grants = {
      load: async (ids) => inOrderOf(ids, await activeGrantCounts(database, ids), (row) => row.vendorId),
    }
  }

  @Access('ANONYMOUS', ...SIGNED_IN)
  @ReasonNotNeeded()
  @Query(() => SoftwareProviderConnection, {
    description:
      'The public directory of the software providers that an organization can let act for it, by name; 20 a page unless told. Needs no credentials.',
  })
  async softwareProviders(
    @Arg('search', () => String, { nullable: true, description: SEARCH }) search: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SoftwareProvider>> {
    return await this.reader.directory(search ?? null, page)
  }

  @Access(...SIGNED_IN)
  @Query(() => Vendor, {
    nullable: true,
    description:
      'The vendor of this id; null unless you manage it, are it, or are staff. Unknown and foreign ones look the same.',
  })
  async vendor(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the vendor, `vnd_…`.' }) id: string,
  ): Promise<AccessibleVendor | null> {
    const vendor = await this.reader.find(actor, id)
    // Of an organization's own integration: its administrators see who looked.
    if (vendor?.organizationId != null) looks.add(vendor.organizationId)
    return vendor
  }

  @FieldResolver(() => ApiKeyConnection, {
    description: 'Its API keys, those that ended included, the newest first; 20 a page unless told.',
  })
  async apiKeys(
    @Root() vendor: Vendor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<ApiKeyRow>> {
    return await KEYS.page(page, (before, limit) =>
      loaders.get(this.#keys).load({ ownerId: vendor.id, from: before ?? NEWEST, limit }),
    )
  }

  @FieldResolver(() => VendorMemberConnection, {
    nullable: true,
    description:
      'The people who were added to manage it, the longest there first; 20 a page unless told. An own integration is also managed by the administrators of its organization, who are not listed here. Null, with the reason in `errors`, for an API key: it needs no names of people.',
  })
  async members(
    @Root() vendor: Vendor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, loaders }: Context,
  ): Promise<Connection<VendorMemberType>> {
    assertPerson(actor)
    return await MEMBERS.page(page, (after, limit) =>
      loaders.get(this.#members).load({ ownerId: vendor.id, from: after ?? '', limit }),
    )
  }

  @FieldResolver(() => Int, { description: 'How many organizations of both modes let it act for them now.' })
  async activeGrants(@Root() vendor: Vendor, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.get(this.#grants).load(vendor.id))?.count ?? 0
  }
}

@Resolver(() => Viewer)
export class ViewerVendorsResolver {
  constructor(private readonly reader: VendorReader) {}

  @FieldResolver(() => VendorConnection, {
    description: 'The vendors that you manage, by name; of an API key, its own vendor. 20 a page unless told.',
  })
  async vendors(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<AccessibleVendor>> {
    return await this.reader.managed(actor, page)
  }
}

@Resolver(() => BackOffice)
export class VendorsBackOfficeResolver {
  constructor(private readonly reader: VendorReader) {}

  @FieldResolver(() => VendorConnection, { description: 'All vendors, by name; 20 a page unless told.' })
  async vendors(
    @Arg('search', () => String, { nullable: true, description: SEARCH }) search: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<AccessibleVendor>> {
    return await this.reader.all(search ?? null, page)
  }
}
