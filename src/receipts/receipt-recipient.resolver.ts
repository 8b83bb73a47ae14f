import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { type Member, membersOfUsers } from '../organizations/membership.queries.js'
import { assertAdministers } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { OrganizationUser } from '../organizations/organization.type.js'
import { chosenRecipients } from './receipt-recipient.queries.js'
import { byName, type ReceiptRecipientService } from './receipt-recipient.service.js'
import {
  MAX_RECEIPT_RECIPIENTS,
  SetReceiptRecipientsInput,
  SetReceiptRecipientsPayload,
} from './receipt-recipient.type.js'

@Resolver(() => Organization)
export class ReceiptRecipientResolver {
  readonly #recipients: LoaderDefinition<string, Member[]>

  constructor(
    database: Database,
    private readonly service: ReceiptRecipientService,
  ) {
    this.#recipients = {
      async load(organizationIds) {
        const members = await membersOfUsers(database, await chosenRecipients(database, organizationIds))
        return organizationIds.map((id) => byName(members.filter(({ organizationId }) => organizationId === id)))
      },
    }
  }

  @Holds(MAX_RECEIPT_RECIPIENTS, { usually: 5 })
  @FieldResolver(() => [OrganizationUser], {
    nullable: true,
    description: `Whom its administrators chose to get its daily receipts besides themselves, by name; at most ${MAX_RECEIPT_RECIPIENTS}. Who leaves the organization is none of them any more. Null, with FORBIDDEN in \`errors\`, for all but its administrators and staff.`,
  })
  async receiptRecipients(@Root() organization: Organization, @Ctx() context: Context): Promise<OrganizationUser[]> {
    if (context.actor.kind !== 'STAFF') assertAdministers(organization)
    return await context.loaders.get(this.#recipients).load(organization.id)
  }

  @Access('USER')
  @Mutation(() => SetReceiptRecipientsPayload, {
    description:
      "Chooses who gets an organization's daily receipts besides its administrators, who always do. Only users of the organization, for a receipt names clinicians. For its administrators; others are FORBIDDEN. User errors: `NOT_FOUND` for an organization that is not there for you and for people who are not its users, `INVALID_INPUT` for too many.",
  })
  async setReceiptRecipients(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => SetReceiptRecipientsInput, { description: 'Whose receipts, and who gets them.' })
    input: SetReceiptRecipientsInput,
  ): Promise<SetReceiptRecipientsPayload> {
    return await asPayload<Pick<SetReceiptRecipientsPayload, 'recipients'>>(
      async () => ({ recipients: await this.service.set(actor, request, input) }),
      { recipients: null },
    )
  }
}
