import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { ModeEnum } from '../graphql/mode.js'
import { DateTime } from '../graphql/scalars.js'
import { asPayload } from '../graphql/user-error.js'
import { Organization } from '../organizations/organization.entity.js'
import { organizationLoader } from '../organizations/organization.loader.js'
import { PriceList } from './price-list.entity.js'
import { type ListedPrice, priceListPage, pricesOfLists } from './price-list.queries.js'
import type { PriceListService } from './price-list.service.js'
import {
  CreatePriceListInput,
  CreatePriceListPayload,
  EndPriceListInput,
  EndPriceListPayload,
  MAX_PRICES,
  PriceType,
} from './price-list.type.js'

const PRICE_LISTS = keysetList<PriceList>({ name: 'price-lists', form: /^pl_\w{26}$/, keyOf: ({ id }) => id })
const PriceListConnection = connectionOf('PriceList', PriceList, 'price lists, the newest first')

@Resolver(() => PriceList)
export class PriceListResolver {
  readonly #organizations: LoaderDefinition<string, Organization | null>
  readonly #prices: LoaderDefinition<string, ListedPrice[]>

  constructor(
    private readonly priceLists: PriceListService,
    database: Database,
  ) {
    this.#organizations = organizationLoader(database)
    this.#prices = {
      load: async (ids) => groupedBy(ids, await pricesOfLists(database, ids), (price) => price.priceListId),
    }
  }

  @Access('STAFF')
  @Mutation(() => CreatePriceListPayload, {
    description:
      "Puts a price list into force, for everybody of a mode or for one organization. Orders that were placed keep their prices. For the publisher's staff.",
  })
  async createPriceList(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreatePriceListInput, { description: 'The list.' }) input: CreatePriceListInput,
  ): Promise<CreatePriceListPayload> {
    return await asPayload<Pick<CreatePriceListPayload, 'priceList'>>(
      async () => ({ priceList: await this.priceLists.create(actor, request, input) }),
      { priceList: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => EndPriceListPayload, {
    description:
      "Gives a price list an end, or another end while the first has not come. Prices themselves are never changed: end the list and make another. For the publisher's staff.",
  })
  async endPriceList(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => EndPriceListInput, { description: 'The list and its end.' }) input: EndPriceListInput,
  ): Promise<EndPriceListPayload> {
    return await asPayload<Pick<EndPriceListPayload, 'priceList'>>(
      async () => ({ priceList: await this.priceLists.end(actor, request, input) }),
      { priceList: null },
    )
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'For whom it is; null when it is for every organization without a list of its own, or for one of another mode than that of the request.',
  })
  async organization(@Root() list: PriceList, @Ctx() { loaders }: Context): Promise<Organization | null> {
    return list.organizationId === null ? null : await loaders.get(this.#organizations).load(list.organizationId)
  }

  @Holds(MAX_PRICES, { usually: 20 })
  @FieldResolver(() => [PriceType], { description: 'Its prices, by product and quantity.' })
  async prices(@Root() list: PriceList, @Ctx() { loaders }: Context): Promise<PriceType[]> {
    const prices = await loaders.get(this.#prices).load(list.id)
    return prices.map(({ product, minimumQuantity, unitAmountCents, currency }) => ({
      product,
      minimumQuantity,
      unitPrice: { cents: unitAmountCents, currency },
    }))
  }
}

@Resolver(() => BackOffice)
export class BackOfficePriceListsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => PriceListConnection, { description: 'Price lists, the newest first; 20 a page unless told.' })
  async priceLists(
    @Ctx() { actor }: Context,
    @Arg('mode', () => ModeEnum, { nullable: true, description: 'Of this mode; that of the request unless told.' })
    mode: Mode | null,
    @Arg('organizationId', () => ID, {
      nullable: true,
      description: 'Only those of this organization alone, `org_…`; nothing for one that does not exist.',
    })
    organizationId: string | null,
    @Arg('inForceAt', () => DateTime, { nullable: true, description: 'Only those that hold at this instant.' })
    inForceAt: Date | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<PriceList>> {
    const filter = { mode: mode ?? actor.mode, organizationId: organizationId ?? null, inForceAt: inForceAt ?? null }
    return await PRICE_LISTS.page(page, (beforeId, limit) => priceListPage(this.database, filter, beforeId, limit))
  }
}
