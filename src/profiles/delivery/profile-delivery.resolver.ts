import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql'
import { assertStaff } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import { Access, ReasonNeeded, SIGNED_IN } from '../../graphql/access.policy.js'
import { BackOffice } from '../../graphql/back-office.type.js'
import type { Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../../graphql/loaders.js'
import { asPayload } from '../../graphql/user-error.js'
import { Organization } from '../../organizations/organization.entity.js'
import {
  type DeliveredDocumentRow,
  type DownloadRow,
  documentsOfDeliveries,
  downloadCounts,
  downloadsOfDeliveries,
  MAX_DOWNLOADS_SHOWN,
} from './profile-delivery.details.js'
import { DeliveryConnection, deliveryPage, readableDeliveries } from './profile-delivery.log.js'
import type { DeliveryRow } from './profile-delivery.queries.js'
import { sendingLoader } from './profile-delivery.sending.js'
import type { ProfileDeliveryService } from './profile-delivery.service.js'
import {
  BackOfficeDeliveriesArgs,
  DeliveredDocument,
  DeliveriesArgs,
  DeliveryDownload,
  DeliveryRecipient,
  DeliverySending,
  ProfileDeliveryType,
  RevokeDeliveryPayload,
} from './profile-delivery.type.js'

@InputType({ description: 'Which delivery is to end.' })
class RevokeDeliveryInput {
  @Field(() => ID, { description: 'Id of the delivery, `dlv_…`.' })
  deliveryId!: string
}

@Resolver()
export class RevokeDeliveryResolver {
  constructor(private readonly deliveries: ProfileDeliveryService) {}

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => RevokeDeliveryPayload, {
    description:
      'Ends the link of a delivery at once: from then on it opens nothing, and answers like one that never was. A message that is on its way still arrives. For administrators of the organization, and whoever asked for the delivery; staff say why with the header `Gateway-Reason`. User errors: `NOT_FOUND`, and `ALREADY_ENDED` for a link that has expired or was ended.',
  })
  async revokeDelivery(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RevokeDeliveryInput, { description: 'Which.' }) { deliveryId }: RevokeDeliveryInput,
  ): Promise<RevokeDeliveryPayload> {
    return await asPayload<{ delivery: ProfileDeliveryType | null }>(
      async () => ({ delivery: await this.deliveries.revoke(actor, request, deliveryId) }),
      { delivery: null },
    )
  }
}

@Resolver(() => Organization)
export class OrganizationDeliveriesResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => DeliveryConnection, {
    nullable: true,
    description:
      'How official PDFs of its documents were delivered, the newest first; 20 a page unless told. Its administrators see every delivery; a software vendor, and a person who reads profiles there, what they asked for. Null, with the reason in `errors`, for whoever neither administers it nor has the scope `profiles:read` of the key and the grant, or of a role there.',
  })
  async deliveries(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Args(() => DeliveriesArgs) args: DeliveriesArgs,
  ): Promise<Connection<DeliveryRow>> {
    return await deliveryPage(this.database, readableDeliveries(actor, organization), args)
  }
}

@Resolver(() => BackOffice)
export class DeliveriesBackOfficeResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => DeliveryConnection, {
    description:
      'How official PDFs were delivered in the mode of the request, the newest first; 20 a page unless told.',
  })
  async deliveries(
    @Ctx() { actor }: Context,
    @Args(() => BackOfficeDeliveriesArgs) args: BackOfficeDeliveriesArgs,
  ): Promise<Connection<DeliveryRow>> {
    assertStaff(actor)
    const { organizationId } = args
    const readable = { mode: actor.mode, ...(organizationId != null && { organizationId }) }
    return await deliveryPage(this.database, readable, args)
  }
}

@Resolver(() => ProfileDeliveryType)
export class ProfileDeliveryFieldsResolver {
  readonly #documents: LoaderDefinition<string, DeliveredDocumentRow[]>
  readonly #downloads: LoaderDefinition<string, DownloadRow[]>
  readonly #counts: LoaderDefinition<string, number>
  readonly #sendings: LoaderDefinition<DeliveryRow, DeliverySending | null>

  constructor(database: Database) {
    this.#documents = {
      load: async (ids) => groupedBy(ids, await documentsOfDeliveries(database, ids), (row) => row.deliveryId),
    }
    this.#downloads = {
      load: async (ids) => groupedBy(ids, await downloadsOfDeliveries(database, ids), (row) => row.deliveryId),
    }
    this.#counts = {
      load: async (ids) => {
        const counts = new Map((await downloadCounts(database, ids)).map((row) => [row.deliveryId, row.count]))
        return ids.map((id) => counts.get(id) ?? 0)
      },
    }
    this.#sendings = sendingLoader(database)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Name of the vendor or the person who asked for it, as it is now. Of `STAFF` only staff see it: for everybody else it is null.',
  })
  askedBy(@Root() delivery: ProfileDeliveryType, @Ctx() { actor }: Context): string | null {
    const { askedBy, askedByKind } = delivery as DeliveryRow
    return askedByKind === 'STAFF' && actor.kind !== 'STAFF' ? null : askedBy
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Address that it was asked for from, IPv4 or IPv6; null if it is not known. Of `STAFF` only staff see it: for everybody else it is null.',
  })
  address(@Root() delivery: ProfileDeliveryType, @Ctx() { actor }: Context): string | null {
    const { address, askedByKind } = delivery as DeliveryRow
    return askedByKind === 'STAFF' && actor.kind !== 'STAFF' ? null : address
  }

  @FieldResolver(() => DeliveryRecipient, {
    nullable: true,
    description: 'To whom it was mailed; null but for `EMAIL`.',
  })
  recipient(@Root() delivery: ProfileDeliveryType, @Ctx() { actor }: Context): DeliveryRecipient | null {
    const { recipientUserId, recipientName } = delivery as DeliveryRow
    if (recipientUserId === null) return null
    return { userId: recipientUserId, fullName: actor.kind === 'VENDOR' ? null : recipientName }
  }

  @Holds(250, { usually: 10, asManyAs: 'deliverProfilePdfs.input.orderItemIds' })
  @FieldResolver(() => [DeliveredDocument], { description: 'What it is of, in the order in which it was asked for.' })
  async documents(@Root() { id }: ProfileDeliveryType, @Ctx() { loaders }: Context): Promise<DeliveredDocumentRow[]> {
    return await loaders.get(this.#documents).load(id)
  }

  @FieldResolver(() => DeliverySending, {
    nullable: true,
    description:
      'What became of the e-mail or the webhook event that carries the link; null for `LINK`, and once the event is deleted, after 30 days.',
  })
  async sending(@Root() delivery: ProfileDeliveryType, @Ctx() { loaders }: Context): Promise<DeliverySending | null> {
    return await loaders.get(this.#sendings).load(delivery as DeliveryRow)
  }

  @FieldResolver(() => Int, {
    description: 'How often it was downloaded: the parts of one download count once, a mere look not at all.',
  })
  async downloadCount(@Root() { id }: ProfileDeliveryType, @Ctx() { loaders }: Context): Promise<number> {
    return await loaders.get(this.#counts).load(id)
  }

  @Holds(MAX_DOWNLOADS_SHOWN, { usually: 5 })
  @FieldResolver(() => [DeliveryDownload], {
    description: `The uses of its link, the newest first, ${MAX_DOWNLOADS_SHOWN} at most.`,
  })
  async downloads(@Root() { id }: ProfileDeliveryType, @Ctx() { loaders }: Context): Promise<DownloadRow[]> {
    return await loaders.get(this.#downloads).load(id)
  }
}
