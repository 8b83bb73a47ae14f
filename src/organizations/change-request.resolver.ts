import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import type { Clock } from '../kernel/clock.js'
import { ApproveChangeRequestInput, RejectChangeRequestInput } from './change-request.inputs.js'
import { changeRequestStatusAt, fieldChangesOf } from './change-request.rules.js'
import type { ChangeRequestService } from './change-request.service.js'
import { ChangeRequestType, FieldChangeType } from './change-request.type.js'
import { Organization } from './organization.entity.js'
import { ChangeRequestStatusEnum } from './organization.enums.js'
import { organizationLoader } from './organization.loader.js'
import { ApproveChangeRequestPayload, RejectChangeRequestPayload } from './organization.payloads.js'

@Resolver()
export class ChangeRequestResolver {
  constructor(private readonly requests: ChangeRequestService) {}

  @Access(...PEOPLE)
  @Mutation(() => ApproveChangeRequestPayload, {
    description:
      'Approves a pending change request and applies it: what staff ask, by an administrator of the organization; a new organization, by staff. The rules are checked again: LAST_ADMINISTRATOR, USER_ALREADY_ADDED or CHANGE_OUTDATED leave it pending. ALREADY_DECIDED if it is not pending any more, expired included. Whoever asked is mailed.',
  })
  async approveChangeRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ApproveChangeRequestInput, { description: 'Which one.' }) input: ApproveChangeRequestInput,
  ): Promise<ApproveChangeRequestPayload> {
    return await asPayload<Omit<ApproveChangeRequestPayload, 'userErrors'>>(
      async () => ({ changeRequest: await this.requests.approve(actor, request, input) }),
      { changeRequest: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => RejectChangeRequestPayload, {
    description:
      'Rejects a pending change request; nothing changes. For those who could approve it, and for whoever asked for it, who withdraws it. ALREADY_DECIDED if it is not pending any more. Whoever asked is mailed, unless they withdrew it.',
  })
  async rejectChangeRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RejectChangeRequestInput, { description: 'Which one.' }) input: RejectChangeRequestInput,
  ): Promise<RejectChangeRequestPayload> {
    return await asPayload<Omit<RejectChangeRequestPayload, 'userErrors'>>(
      async () => ({ changeRequest: await this.requests.reject(actor, request, input) }),
      { changeRequest: null },
    )
  }
}

@Resolver(() => ChangeRequestType)
export class ChangeRequestFieldsResolver {
  readonly #organizations: LoaderDefinition<string, Organization | null>

  constructor(
    database: Database,
    private readonly clock: Clock,
  ) {
    this.#organizations = organizationLoader(database)
  }

  @FieldResolver(() => ChangeRequestStatusEnum, { description: 'What became of it.' })
  status(@Root() changeRequest: ChangeRequestType): ChangeRequestType['status'] {
    return changeRequestStatusAt(changeRequest, this.clock.now())
  }

  @Holds(20, { usually: 5 })
  @FieldResolver(() => [FieldChangeType], { description: 'What changes, value by value, before and after.' })
  changes(@Root() changeRequest: ChangeRequestType): FieldChangeType[] {
    return fieldChangesOf(changeRequest)
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization; null for one that was asked for and is not there, or that you have left since.',
  })
  async organization(
    @Root() { organizationId }: ChangeRequestType,
    @Ctx() context: Context,
  ): Promise<Organization | null> {
    return organizationId === null ? null : await context.loaders.get(this.#organizations).load(organizationId)
  }
}
