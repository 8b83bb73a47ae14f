import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { AnswerOrganizationInquiryPayload, InquireOrganizationPayload } from './organization.payloads.js'
import { AnswerOrganizationInquiryInput, InquireOrganizationInput } from './organization-inquiry.inputs.js'
import type { InquiryService } from './organization-inquiry.service.js'

@Resolver()
export class OrganizationInquiryResolver {
  constructor(private readonly inquiries: InquiryService) {}

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => InquireOrganizationPayload, {
    description:
      'Asks whether an organization has an account already. The answer is always that the question was passed on to staff, who answer to its administrators; you hear from us only if there is no such organization. Needs no credentials; rate limited.',
  })
  async inquireOrganization(
    @Ctx() { caller, request }: Context,
    @Arg('input', () => InquireOrganizationInput, { description: 'Which organization, and who asks.' })
    input: InquireOrganizationInput,
  ): Promise<InquireOrganizationPayload> {
    return await asPayload<Omit<InquireOrganizationPayload, 'userErrors'>>(
      async () => ({ inquiryId: await this.inquiries.inquire(caller, request, input) }),
      { inquiryId: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => AnswerOrganizationInquiryPayload, {
    description:
      'Answers an inquiry, once: to the administrators of the organization named, if there is one. The inquirer is told either way that the question was passed on. For staff. ALREADY_DECIDED if it has an answer.',
  })
  async answerOrganizationInquiry(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AnswerOrganizationInquiryInput, { description: 'The answer.' })
    input: AnswerOrganizationInquiryInput,
  ): Promise<AnswerOrganizationInquiryPayload> {
    return await asPayload<Omit<AnswerOrganizationInquiryPayload, 'userErrors'>>(
      async () => ({ inquiry: await this.inquiries.answer(actor, request, input) }),
      { inquiry: null },
    )
  }
}
