import type { Bundle } from 'fhir/r4.js'
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import type { ItemDeliveryService } from '../orders/item-delivery.service.js'
import { ProfileDeliveryType } from '../profiles/delivery/profile-delivery.type.js'
import type { DocumentWithContent } from '../profiles/profile.documents.js'
import { Profile } from '../profiles/profile.type.js'
import type { FhirReader } from './fhir.reader.js'
import { FhirBundle } from './fhir.scalar.js'

@InputType({ description: 'Of what `createFhirLink` is to make a link.' })
class CreateFhirLinkInput {
  @Field(() => ID, { description: 'Id of the order line, `item_…`.' })
  orderItemId!: string
}

@ObjectType({ description: 'Answer of `createFhirLink`.' })
class CreateFhirLinkPayload {
  @Field(() => ProfileDeliveryType, {
    nullable: true,
    description:
      'The link as it was recorded, a delivery of the form `FHIR`: `Organization.deliveries` lists it, and `revokeDelivery` ends it. Null if something was wrong.',
  })
  delivery!: ProfileDeliveryType | null

  @Field(() => String, {
    nullable: true,
    description:
      'Where the bundle can be had as `application/fhir+json` until `delivery.expiresAt`, 15 minutes from now, without credentials: handle it like a password. It gives nothing any more once you lose access (grant or key revoked, vendor suspended, role gone), or once the delivery is revoked. Null if something was wrong.',
  })
  url!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}

@Resolver(() => Profile)
export class FhirResolver {
  readonly #bundles: LoaderDefinition<DocumentWithContent, Bundle>

  constructor(
    bundles: FhirReader,
    private readonly deliveries: ItemDeliveryService,
  ) {
    this.#bundles = { load: (documents, scope) => bundles.read(documents, scope) }
  }

  @FieldResolver(() => FhirBundle, {
    description:
      'The same as a FHIR R4 bundle, of the sections that the product includes. Names the official PDF by its SHA-256, so it is rendered now if nobody has asked for it yet. Staff see the DEA number masked.',
  })
  async fhirBundle(@Root() { document }: Profile, @Ctx() { loaders }: Context): Promise<Bundle> {
    return await loaders.get(this.#bundles).load(document)
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateFhirLinkPayload, {
    description:
      'Makes a signed link to the profile of an order line as a FHIR R4 bundle, for software that takes FHIR from an address. It is recorded like the delivery of a PDF, and so is every use. Needs the scope `profiles:read` of the key and the grant, or of your role there. User error: `NOT_FOUND` for an unknown line.',
  })
  async createFhirLink(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateFhirLinkInput, { description: 'Of what.' }) { orderItemId }: CreateFhirLinkInput,
  ): Promise<CreateFhirLinkPayload> {
    return await asPayload<Pick<CreateFhirLinkPayload, 'delivery' | 'url'>>(
      async () => {
        const made = await this.deliveries.deliver(actor, request, { orderItemId, method: 'LINK' }, 'FHIR')
        return { delivery: made?.delivery ?? null, url: made?.url ?? null }
      },
      { delivery: null, url: null },
    )
  }
}
