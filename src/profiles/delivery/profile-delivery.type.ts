import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { ActorKind } from '../../auth/actor.js'
import { PageArgs } from '../../graphql/connection.js'
import { enumOf } from '../../graphql/enums.js'
import { DateTime } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'
import { ActorKindEnum } from '../../people/viewer.type.js'
import {
  DELIVERY_FORMS,
  DELIVERY_METHODS,
  type DeliveryForm,
  type DeliveryMethod,
  PDF_FORMS,
} from './profile-delivery.entity.js'
import { DOWNLOAD_KINDS, type DownloadKind } from './profile-download.entity.js'

export const DeliveryMethodEnum = enumOf(DELIVERY_METHODS)
registerEnumType(DeliveryMethodEnum, {
  name: 'ProfileDeliveryMethod',
  description: 'How the link to official PDFs reaches whoever is to have them.',
  valuesConfig: {
    LINK: { description: 'In the answer itself: a signed link that works for 15 minutes.' },
    EMAIL: {
      description:
        "By e-mail, as a signed link that works for 7 days, to one of the organization's people who may read profiles.",
    },
    WEBHOOK: {
      description:
        "As a signed link that works for 7 days in the event `profile.delivered`, to the software vendor's webhook endpoint.",
    },
  },
})

export const PdfFormEnum = enumOf(PDF_FORMS)
registerEnumType(PdfFormEnum, {
  name: 'ProfilePdfForm',
  description: 'In which form official PDFs are delivered.',
  valuesConfig: {
    SINGLE: { description: 'A link for each PDF.' },
    ZIP: { description: 'One link to a ZIP archive with all PDFs and a `manifest.json` with their SHA-256.' },
  },
})

const DeliveryFormEnum = enumOf(DELIVERY_FORMS)
registerEnumType(DeliveryFormEnum, {
  name: 'ProfileDeliveryForm',
  description: 'What the link of a delivery leads to.',
  valuesConfig: {
    SINGLE: { description: 'One PDF.' },
    ZIP: { description: 'A ZIP archive with PDFs and a `manifest.json` with their SHA-256.' },
    FHIR: { description: 'A FHIR R4 bundle, as `createFhirLink` gives it.' },
  },
})

const DownloadKindEnum = enumOf(DOWNLOAD_KINDS)
registerEnumType(DownloadKindEnum, {
  name: 'DownloadKind',
  description: 'What somebody who used a link was given.',
  valuesConfig: {
    WHOLE: { description: 'The whole file.' },
    PART: { description: 'Some bytes of the file, as asked for by the header `Range`.' },
    CHECK: {
      description: 'Nothing of the file: only that it is there (`HEAD`), or that a copy is still the same (304).',
    },
  },
})

export const SENDING_STATES = ['WAITING', 'SENT', 'FAILED'] as const
const SendingStateEnum = enumOf(SENDING_STATES)
registerEnumType(SendingStateEnum, {
  name: 'DeliverySendingState',
  description: 'Where the e-mail or the webhook event that carries a link stands.',
  valuesConfig: {
    WAITING: { description: 'Not taken by the other side yet; it is tried again and again.' },
    SENT: { description: "Taken by the recipient's mail server, or by the vendor's endpoint." },
    FAILED: { description: 'Given up. Deliver it again, or another way.' },
  },
})

@ObjectType({ description: 'What became of the e-mail or the webhook event that carries a link.' })
export class DeliverySending {
  @Field(() => SendingStateEnum, { description: 'Where it stands.' })
  state!: (typeof SENDING_STATES)[number]

  @Field(() => DateTime, { nullable: true, description: 'When it was taken or given up; null while it waits.' })
  settledAt!: Date | null
}

@ObjectType({ description: "The one of the organization's people to whom an e-mail with a link went." })
export class DeliveryRecipient {
  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => String, {
    nullable: true,
    description: "Name as it is now; null for software vendors, who do not see the organization's people.",
  })
  fullName!: string | null
}

@ObjectType({ description: 'A document within a delivery.' })
export class DeliveredDocument {
  @Field(() => ID, { description: 'The order line it was bought with, `item_…`.' })
  orderItemId!: string

  @Field(() => String, { description: 'Number of the document: `PD-` and 10 digits.' })
  documentNumber!: string
}

@ObjectType({ description: 'One use of the link of a delivery.' })
export class DeliveryDownload {
  @Field(() => ID, { description: 'Stable id, `dwn_…`.' })
  id!: string

  @Field(() => DateTime, { description: 'When it was answered.' })
  downloadedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'Address that the request came from, IPv4 or IPv6; null if it is not known.',
  })
  address!: string | null

  @Field(() => DownloadKindEnum, { description: 'What was given.' })
  kind!: DownloadKind

  @Field(() => Int, { nullable: true, description: 'First byte that was given, from 0; null but for a `PART`.' })
  firstByte!: number | null

  @Field(() => Int, { nullable: true, description: 'Last byte that was given, from 0; null but for a `PART`.' })
  lastByte!: number | null

  @Field(() => ID, {
    nullable: true,
    description:
      'The first part of the same download, `dwn_…`; null for that one itself, and for what is no part. Only the first part is in the audit trail.',
  })
  continuesId!: string | null
}

@ObjectType('ProfileDelivery', {
  description:
    'One delivery of official PDFs, or of a FHIR bundle, by one link, whichever way the link went; every one is recorded.',
})
export class ProfileDeliveryType {
  @Field(() => ID, { description: 'Stable id, `dlv_…`.' })
  id!: string

  @Field(() => ID, { description: 'Id of the organization whose documents they are, `org_…`.' })
  organizationId!: string

  @Field(() => DeliveryMethodEnum, { description: 'How it was delivered.' })
  method!: DeliveryMethod

  @Field(() => DeliveryFormEnum, { description: 'What the link leads to.' })
  form!: DeliveryForm

  @Field(() => ActorKindEnum, { description: 'What the one who asked for it is to the gateway.' })
  askedByKind!: ActorKind

  @Field(() => ID, { nullable: true, description: 'The API key it was asked for with, `key_…`; null for a person.' })
  apiKeyId!: string | null

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When the link stops working.' })
  expiresAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody ended the link with `revokeDelivery`; null if nobody has.',
  })
  revokedAt!: Date | null
}

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this order line, `item_…`; null for all.' })
  orderItemId?: string | null

  @Field(() => String, { nullable: true, description: 'Only of this document, `PD-` and 10 digits; null for all.' })
  documentNumber?: string | null

  @Field(() => DeliveryMethodEnum, { nullable: true, description: 'Only those delivered this way; null for all.' })
  method?: DeliveryMethod | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those asked for then or later; null from the beginning.',
  })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Only those asked for before then; null until now.' })
  until?: Date | null
}

@ArgsType()
export class BackOfficeDeliveriesArgs extends DeliveriesArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this organization, `org_…`; null for all of the mode.' })
  organizationId?: string | null
}

@ObjectType({ description: 'Answer of `revokeDelivery`.' })
export class RevokeDeliveryPayload {
  @Field(() => ProfileDeliveryType, {
    nullable: true,
    description: 'The delivery, whose link opens nothing any more; null if something was wrong.',
  })
  delivery!: ProfileDeliveryType | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}
