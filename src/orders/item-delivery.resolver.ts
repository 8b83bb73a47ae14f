import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access, ReasonNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { DeliverProfilePdfInput, DeliverProfilePdfsInput, MAX_DELIVERED_ITEMS } from './item-delivery.inputs.js'
import { DeliverProfilePdfPayload, DeliverProfilePdfsPayload, type DeliveryResult } from './item-delivery.payloads.js'
import type { ItemDeliveryService } from './item-delivery.service.js'

@Resolver()
export class ItemDeliveryResolver {
  constructor(private readonly service: ItemDeliveryService) {}

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => DeliverProfilePdfPayload, {
    description:
      "Delivers the official PDF of an order line: by a signed link in the answer, by e-mail to one of the organization's people, or to the vendor's webhook. Every delivery is recorded; `Organization.deliveries` lists them. Needs the scope `profiles:read` of the key and the grant, or of your role there; staff say why with the header `Gateway-Reason`. User errors: `NOT_FOUND` for an unknown line or recipient, `INVALID_INPUT` for a way that is not for you. E-mails are limited to 250 an hour for each who asks.",
  })
  async deliverProfilePdf(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DeliverProfilePdfInput, { description: 'What, and how.' }) input: DeliverProfilePdfInput,
  ): Promise<DeliverProfilePdfPayload> {
    return await asPayload<Pick<DeliverProfilePdfPayload, 'delivery' | 'url'>>(
      async () => {
        const made = await this.service.deliver(actor, request, input)
        return { delivery: made?.delivery ?? null, url: made?.url ?? null }
      },
      { delivery: null, url: null },
    )
  }

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => DeliverProfilePdfsPayload, {
    description: `Delivers the official PDFs of up to ${MAX_DELIVERED_ITEMS} order lines of one organization, one by one or as one archive, and answers line by line: one that is not the organization's is told, and the others are delivered all the same. An archive is made when it is downloaded. Needs what \`deliverProfilePdf\` needs, and has its user errors.`,
  })
  async deliverProfilePdfs(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DeliverProfilePdfsInput, { description: 'What, and how.' }) input: DeliverProfilePdfsInput,
  ): Promise<DeliverProfilePdfsPayload> {
    return await asPayload<{ results: DeliveryResult[] }>(
      async () => ({ results: await this.service.deliverMany(actor, request, input) }),
      { results: [] },
    )
  }
}
