import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { assertPerson, assertStaff } from '../auth/actor.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import type { AccessibleVendor } from './vendor.access.js'
import {
  AddVendorMemberInput,
  ApproveVendorForLiveInput,
  CreateVendorInput,
  ReinstateVendorInput,
  RemoveVendorMemberInput,
  SuspendVendorInput,
  UpdateVendorInput,
} from './vendor.inputs.js'
import {
  AddVendorMemberPayload,
  ApproveVendorForLivePayload,
  CreateVendorPayload,
  ReinstateVendorPayload,
  RemoveVendorMemberPayload,
  SuspendVendorPayload,
  UpdateVendorPayload,
  type VendorPayload,
} from './vendor.payloads.js'
import type { VendorManagerService } from './vendor-manager.service.js'
import type { VendorMemberService } from './vendor-member.service.js'

const THE_CHANGE = { description: 'The change.' }

@Resolver()
export class VendorManagerResolver {
  constructor(
    private readonly vendors: VendorManagerService,
    private readonly members: VendorMemberService,
  ) {}

  @Access('STAFF')
  @Mutation(() => CreateVendorPayload, {
    description:
      'Sets a software provider up, for test keys at first. For staff. Errors: INVALID_INPUT, NOT_FOUND (the first member).',
  })
  async createVendor(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateVendorInput, { description: 'The vendor.' }) input: CreateVendorInput,
  ): Promise<VendorPayload> {
    assertStaff(actor)
    return await payloadOf(() => this.vendors.create(actor, request, input))
  }

  @Access(...PEOPLE)
  @Mutation(() => UpdateVendorPayload, {
    description:
      'Changes what is said of a vendor. The people who manage it change website and description; staff everything. Errors: NOT_FOUND, INVALID_INPUT.',
  })
  async updateVendor(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UpdateVendorInput, THE_CHANGE) input: UpdateVendorInput,
  ): Promise<VendorPayload> {
    assertPerson(actor)
    return await payloadOf(() => this.vendors.update(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => ApproveVendorForLivePayload, {
    description:
      'Lets the people of a software provider make live keys. For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.',
  })
  async approveVendorForLive(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ApproveVendorForLiveInput, THE_CHANGE) input: ApproveVendorForLiveInput,
  ): Promise<VendorPayload> {
    assertStaff(actor)
    return await payloadOf(() => this.vendors.approveForLive(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => SuspendVendorPayload, {
    description:
      'Suspends a vendor: its keys are refused from their next request on, no new ones are made, and the directory does not name it. For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.',
  })
  async suspendVendor(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => SuspendVendorInput, THE_CHANGE) input: SuspendVendorInput,
  ): Promise<VendorPayload> {
    assertStaff(actor)
    return await payloadOf(() => this.vendors.suspend(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => ReinstateVendorPayload, {
    description:
      'Lets a suspended vendor work again, with its keys and grants as they were. For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.',
  })
  async reinstateVendor(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReinstateVendorInput, THE_CHANGE) input: ReinstateVendorInput,
  ): Promise<VendorPayload> {
    assertStaff(actor)
    return await payloadOf(() => this.vendors.reinstate(actor, request, input))
  }

  @Access(...PEOPLE)
  @Mutation(() => AddVendorMemberPayload, {
    description:
      "Lets a person with an account manage the vendor; the person and everybody else who manages it are told by e-mail. For the people who manage it, of an organization's own integration for its administrators, and for staff; at most 30 times an hour. Errors: NOT_FOUND, ALREADY_EXISTS, INVALID_INPUT; RATE_LIMITED in `errors`.",
  })
  async addVendorMember(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AddVendorMemberInput, { description: 'The person.' }) input: AddVendorMemberInput,
  ): Promise<VendorPayload> {
    assertPerson(actor)
    return await payloadOf(() => this.members.add(actor, request, input))
  }

  @Access(...PEOPLE)
  @Mutation(() => RemoveVendorMemberPayload, {
    description:
      'Ends that a person manages the vendor; not the last one of a software provider. For the people who manage it, and staff. Errors: NOT_FOUND, LAST_MEMBER, INVALID_INPUT.',
  })
  async removeVendorMember(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RemoveVendorMemberInput, { description: 'The membership.' }) input: RemoveVendorMemberInput,
  ): Promise<RemoveVendorMemberPayload> {
    assertPerson(actor)
    return await asPayload<Omit<RemoveVendorMemberPayload, 'userErrors'>>(
      async () => ({ vendorMemberId: await this.members.remove(actor, request, input) }),
      { vendorMemberId: null },
    )
  }
}

async function payloadOf(work: () => Promise<AccessibleVendor>): Promise<VendorPayload> {
  return await asPayload<{ vendor: AccessibleVendor | null }>(async () => ({ vendor: await work() }), { vendor: null })
}
