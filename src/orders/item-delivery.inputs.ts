import { Field, ID, InputType } from 'type-graphql'
import type { DeliveryMethod, PdfForm } from '../profiles/delivery/profile-delivery.entity.js'
import { DeliveryMethodEnum, PdfFormEnum } from '../profiles/delivery/profile-delivery.type.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'

/** The most lines whose PDFs one call delivers: as many as one order has (domain.md, "Delivery and the PDF"). */
export const MAX_DELIVERED_ITEMS = MAX_ORDER_ITEMS

@InputType({ description: 'How a delivery is to reach whom.' })
export abstract class DeliveryInput {
  @Field(() => DeliveryMethodEnum, {
    defaultValue: 'LINK',
    description: 'How to deliver. `WEBHOOK` is for software that comes with an API key, and has an endpoint.',
  })
  method!: DeliveryMethod

  @Field(() => ID, {
    nullable: true,
    description:
      'For `EMAIL`, whom to mail it to: id, `usr_…`, of one of the organization’s people who may read profiles there. Null: see `email`.',
  })
  userId?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'For `EMAIL` without `userId`, the address with which such a person signs in; never one of somebody else. A person who gives neither gets the e-mail themselves; software, and staff, give one.',
  })
  email?: string | null
}

@InputType({ description: 'What `deliverProfilePdf` is to deliver, and how.' })
export class DeliverProfilePdfInput extends DeliveryInput {
  @Field(() => ID, { description: 'Id of the order line, `item_…`.' })
  orderItemId!: string
}

@InputType({ description: 'What `deliverProfilePdfs` is to deliver, and how.' })
export class DeliverProfilePdfsInput extends DeliveryInput {
  @Field(() => ID, { description: 'Id of the organization that bought the lines, `org_…`.' })
  organizationId!: string

  @Field(() => [ID], { description: `Ids of order lines, \`item_…\`, 1 to ${MAX_DELIVERED_ITEMS}.` })
  orderItemIds!: string[]

  @Field(() => PdfFormEnum, {
    description: 'A link for each PDF, or one link to an archive of all. An e-mail has one link, so it takes `ZIP`.',
  })
  as!: PdfForm
}
