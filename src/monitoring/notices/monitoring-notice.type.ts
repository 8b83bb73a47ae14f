import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '../../graphql/connection.js'
import { DateTime } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'
import { DeliveryInput } from '../../orders/item-delivery.inputs.js'
import { ProfileDeliveryType } from '../../profiles/delivery/profile-delivery.type.js'
import type { SectionCode } from '../../profiles/profile.content.js'
import { ProfileSectionCodeEnum } from '../../profiles/profile-section.type.js'

@ObjectType('MonitoringNotice', {
  description:
    'That something changed of a monitored clinician: told once for each load of a source, by e-mail, webhook and event. It comes with the updated profile, of the same product as the one before.',
})
export class MonitoringNoticeType {
  @Field(() => ID, { description: 'Stable id, `mnt_…`.' })
  id!: string

  organizationId!: string
  clinicianId!: string
  monitoringId!: string
  orderItemId!: string
  beforeDocumentId!: string
  documentId!: string

  @Field(() => DateTime, {
    description:
      'When the organization was told, by its clock. A discrepancy in the updated profile can be reported within 180 days of it.',
  })
  noticedAt!: Date

  @Field(() => [ProfileSectionCodeEnum], { description: 'The sections in which something changed, in printed order.' })
  sections!: SectionCode[]

  @Field(() => Int, { description: 'How many elements came or went, and how many fields of others changed.' })
  changeCount!: number
}

/** Pages of notices. */
export const MonitoringNoticeConnection = connectionOf(
  'MonitoringNotice',
  MonitoringNoticeType,
  'notices of changes of monitored clinicians, the newest first',
)

@InputType({ description: 'What `deliverMonitoringNoticePdf` is to deliver, and how.' })
export class DeliverMonitoringNoticePdfInput extends DeliveryInput {
  @Field(() => ID, { description: 'Id of the notice, `mnt_…`.' })
  noticeId!: string
}

@ObjectType({ description: 'Answer of `deliverMonitoringNoticePdf`.' })
export class DeliverMonitoringNoticePdfPayload {
  @Field(() => ProfileDeliveryType, {
    nullable: true,
    description: 'The delivery as it was recorded; null if something was wrong.',
  })
  delivery!: ProfileDeliveryType | null

  @Field(() => String, {
    nullable: true,
    description:
      'Where it can be had until `delivery.expiresAt`, without credentials: handle it like a password. Null if something was wrong, and for every method but `LINK`.',
  })
  url!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}
