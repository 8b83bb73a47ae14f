import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import type { ResearchDesk } from './research-desk.service.js'
import { AnswerResearchRequestInput, DelayResearchRequestInput, StartResearchInput } from './research-request.inputs.js'
import {
  AnswerResearchRequestPayload,
  DelayResearchRequestPayload,
  StartResearchPayload,
} from './research-request.payloads.js'

const NOTHING = { researchRequest: null }

@Resolver()
export class ResearchDeskResolver {
  constructor(private readonly desk: ResearchDesk) {}

  @Access('STAFF')
  @Mutation(() => StartResearchPayload, {
    description:
      'Takes up a research request of the mode. For staff. Errors: NOT_FOUND, ALREADY_DECIDED when somebody has, or it has ended, INVALID_INPUT.',
  })
  async startResearch(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => StartResearchInput, { description: 'Which one, and why.' }) input: StartResearchInput,
  ): Promise<StartResearchPayload> {
    return await asPayload<Omit<StartResearchPayload, 'userErrors'>>(
      async () => ({ researchRequest: await this.desk.start(actor, request, input) }),
      NOTHING,
    )
  }

  @Access('STAFF')
  @Mutation(() => DelayResearchRequestPayload, {
    description:
      'Promises the answer of a research request for a later day; the requester is mailed the day and why. A due date that passes does that by itself, by 10 business days. For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT.',
  })
  async delayResearchRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DelayResearchRequestInput, { description: 'Which one, until when, and why.' })
    input: DelayResearchRequestInput,
  ): Promise<DelayResearchRequestPayload> {
    return await asPayload<Omit<DelayResearchRequestPayload, 'userErrors'>>(
      async () => ({ researchRequest: await this.desk.delay(actor, request, input) }),
      NOTHING,
    )
  }

  @Access('STAFF')
  @Mutation(() => AnswerResearchRequestPayload, {
    description:
      'Answers a research request, once, and mails the answer to the requester; one that nobody has taken up is taken up thereby. Who is new comes into the directory, is compared with the list of excluded people, and can be ordered at once. For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT, CLINICIAN_NOT_FOUND, ALREADY_EXISTS when the directory has the new clinician already (the message tells the id); RATE_LIMITED in `errors` while a load holds the directory: come again.',
  })
  async answerResearchRequest(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AnswerResearchRequestInput, { description: 'Which one, the answer, and why.' })
    input: AnswerResearchRequestInput,
  ): Promise<AnswerResearchRequestPayload> {
    return await asPayload<Omit<AnswerResearchRequestPayload, 'userErrors'>>(
      async () => ({ researchRequest: await this.desk.answer(actor, request, input) }),
      NOTHING,
    )
  }
}
