import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { findOrganization } from './organization.access.js'
import type { OrganizationCreation } from './organization.creation.js'
import type { OrganizationEditor } from './organization.editor.js'
import { CreateOrganizationInput, RequestOrganizationInput, UpdateOrganizationInput } from './organization.inputs.js'
import {
  CreateOrganizationPayload,
  RequestOrganizationPayload,
  UpdateOrganizationPayload,
} from './organization.payloads.js'
import type { OrganizationRequestService } from './organization.request.service.js'

@Resolver()
export class OrganizationManagerResolver {
  constructor(
    private readonly database: Database,
    private readonly editor: OrganizationEditor,
    private readonly requests: OrganizationRequestService,
    private readonly creation: OrganizationCreation,
  ) {}

  @Access(...PEOPLE)
  @Mutation(() => UpdateOrganizationPayload, {
    description:
      "Changes an organization's data. By its administrators: at once. By staff: once an administrator approves it, or at once while no administrator has made the account.",
  })
  async updateOrganization(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UpdateOrganizationInput, { description: 'What is to change.' }) input: UpdateOrganizationInput,
  ): Promise<UpdateOrganizationPayload> {
    return await asPayload<Omit<UpdateOrganizationPayload, 'userErrors'>>(
      async () => await this.editor.update(actor, request, input),
      { organization: null, changeRequest: null },
    )
  }

  @Access('USER')
  @Mutation(() => RequestOrganizationPayload, {
    description:
      'Asks for a new organization, of which you become the administrator once staff approve. For people who administer an organization of the same mode already; others are FORBIDDEN. Rate limited.',
  })
  async requestOrganization(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RequestOrganizationInput, { description: 'The organization.' }) input: RequestOrganizationInput,
  ): Promise<RequestOrganizationPayload> {
    const wanted = { ...input, mode: input.mode ?? actor.mode }
    return await asPayload<Omit<RequestOrganizationPayload, 'userErrors'>>(
      async () => ({ changeRequest: await this.requests.ask(actor, request, wanted, input.reason) }),
      { changeRequest: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => CreateOrganizationPayload, {
    description:
      'Sets up an organization with its account and its first administrator, who is mailed a link to make the account, or a note if there is one already. For staff.',
  })
  async createOrganization(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateOrganizationInput, { description: 'The organization.' }) input: CreateOrganizationInput,
  ): Promise<CreateOrganizationPayload> {
    return await asPayload<Omit<CreateOrganizationPayload, 'userErrors'>>(
      async () => {
        const { organizationId } = await this.creation.create(actor, request, input, input.reason)
        return { organizationId, organization: await findOrganization(this.database, actor, organizationId) }
      },
      { organization: null, organizationId: null },
    )
  }
}
