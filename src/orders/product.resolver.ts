import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { type ClinicianKind, ClinicianKindEnum } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { Organization } from '../organizations/organization.entity.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { PRODUCTS } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'
import { type OfferedPrice, offeredPrices } from './price.queries.js'
import { MAX_PRICES, PriceType } from './price-list.type.js'
import { PRODUCT_KINDS } from './product.js'

@ObjectType({ description: 'A product that an organization can buy now, with what it costs there.' })
export class Product {
  @Field(() => ProfileProductEnum, { description: 'What is bought.' })
  product!: ProductCode

  @Field(() => ClinicianKindEnum, { description: 'The kind of clinician that it is for.' })
  clinicianKind!: ClinicianKind

  @Holds(MAX_PRICES, { usually: 5 })
  @Field(() => [PriceType], {
    description: "Its prices in force now in the currency of the organization's account, by quantity.",
  })
  prices!: PriceType[]
}

@Resolver(() => Organization)
export class OrganizationProductsResolver {
  readonly #prices: LoaderDefinition<string, OfferedPrice[]>

  constructor(database: Database, clock: Clock) {
    this.#prices = {
      load: async (ids) => groupedBy(ids, await offeredPrices(database, ids, clock.now()), (one) => one.organizationId),
    }
  }

  @Holds(PRODUCTS.length)
  @FieldResolver(() => [Product], {
    description:
      'What it can buy now, and for how much: by its own price list where that has the product, else by the one for everybody. A product without a price in force is left out. For everybody who sees the organization.',
  })
  async products(@Root() organization: Organization, @Ctx() { loaders }: Context): Promise<Product[]> {
    const offered = await loaders.get(this.#prices).load(organization.id)
    const products = [...new Set(offered.map((price) => price.product))]
    return products.map((product) => ({
      product,
      clinicianKind: PRODUCT_KINDS[product],
      prices: offered
        .filter((price) => price.product === product)
        .map(({ minimumQuantity, unitAmountCents: cents, currency }) => ({
          product,
          minimumQuantity,
          unitPrice: { cents, currency },
        })),
    }))
  }
}
