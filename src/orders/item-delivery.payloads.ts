import { Field, ID, ObjectType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { UserError } from '../graphql/user-error.js'
import { ProfileDeliveryType } from '../profiles/delivery/profile-delivery.type.js'
import { MAX_DELIVERED_ITEMS } from './item-delivery.inputs.js'

const URL_DESCRIPTION =
  'Where it can be had until `delivery.expiresAt`, without credentials: handle it like a password. It gives nothing any more once you lose access (grant or key revoked, vendor suspended, role gone), or once the delivery is revoked.'

@ObjectType({ description: 'Answer of `deliverProfilePdf`.' })
export class DeliverProfilePdfPayload {
  @Field(() => ProfileDeliveryType, {
    nullable: true,
    description: 'The delivery as it was recorded; null if something was wrong.',
  })
  delivery!: ProfileDeliveryType | null

  @Field(() => String, {
    nullable: true,
    description: `${URL_DESCRIPTION} Null if something was wrong, and for every method but \`LINK\`.`,
  })
  url!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'What became of one order line of `deliverProfilePdfs`.' })
export class DeliveryResult {
  @Field(() => ID, { description: 'The order line, as it was asked for.' })
  orderItemId!: string

  @Field(() => ProfileDeliveryType, {
    nullable: true,
    description:
      'The delivery that its PDF is in: that of the archive, or its own. Null if something was wrong with it.',
  })
  delivery!: ProfileDeliveryType | null

  @Field(() => String, {
    nullable: true,
    description: `${URL_DESCRIPTION} The lines of an archive have the same one. Null if something was wrong with the line, and for every method but \`LINK\`.`,
  })
  url!: string | null

  @Field(() => UserError, {
    nullable: true,
    description:
      'Why this line was not delivered: `NOT_FOUND` for one that the organization did not buy. Null if it was. The other lines are not concerned.',
  })
  userError!: UserError | null
}

@ObjectType({ description: 'Answer of `deliverProfilePdfs`.' })
export class DeliverProfilePdfsPayload {
  @Holds(MAX_DELIVERED_ITEMS, { asManyAs: 'deliverProfilePdfs.input.orderItemIds' })
  @Field(() => [DeliveryResult], {
    description: 'What became of each line, in the order given; empty if the request itself was wrong.',
  })
  results!: DeliveryResult[]

  @Field(() => [UserError], { description: 'What is wrong with the request as a whole; then nothing was delivered.' })
  userErrors!: UserError[]
}
