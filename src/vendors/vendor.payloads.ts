import { Field, ID, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import type { AccessibleVendor } from './vendor.access.js'
import { Vendor } from './vendor.entity.js'

/** What every mutation of a vendor answers, under a name of its own. */
function vendorPayload(
  mutation: string,
  name: string,
): new () => { vendor: AccessibleVendor | null; userErrors: UserError[] } {
  @ObjectType(name, { description: `Answer of \`${mutation}\`.` })
  class VendorPayload {
    @Field(() => Vendor, { nullable: true, description: 'The vendor as it is now; null if something was wrong.' })
    vendor!: AccessibleVendor | null

    @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
    userErrors!: UserError[]
  }
  return VendorPayload
}

/** Answer of `createVendor`. */
export const CreateVendorPayload = vendorPayload('createVendor', 'CreateVendorPayload')
/** Answer of `updateVendor`. */
export const UpdateVendorPayload = vendorPayload('updateVendor', 'UpdateVendorPayload')
/** Answer of `approveVendorForLive`. */
export const ApproveVendorForLivePayload = vendorPayload('approveVendorForLive', 'ApproveVendorForLivePayload')
/** Answer of `suspendVendor`. */
export const SuspendVendorPayload = vendorPayload('suspendVendor', 'SuspendVendorPayload')
/** Answer of `reinstateVendor`. */
export const ReinstateVendorPayload = vendorPayload('reinstateVendor', 'ReinstateVendorPayload')
/** Answer of `addVendorMember`. */
export const AddVendorMemberPayload = vendorPayload('addVendorMember', 'AddVendorMemberPayload')

/** What every one of them is. */
export type VendorPayload = InstanceType<typeof CreateVendorPayload>

@ObjectType({ description: 'Answer of `removeVendorMember`.' })
export class RemoveVendorMemberPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the membership that is gone, `vmb_…`; null if something was wrong.',
  })
  vendorMemberId!: string | null

  @Field(() => [UserError], { description: 'What is wrong with the request; nothing was changed then.' })
  userErrors!: UserError[]
}
