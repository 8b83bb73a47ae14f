import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Access, ReasonNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import type { CorrectedProfileService } from './corrected-profile.service.js'
import {
  DeliverCorrectedProfileInput,
  ReplyToDiscrepancyInput,
  ReportDiscrepancyInput,
  WithdrawDiscrepancyInput,
} from './discrepancy.inputs.js'
import {
  DeliverCorrectedProfilePayload,
  ReplyToDiscrepancyPayload,
  ReportDiscrepancyPayload,
  WithdrawDiscrepancyPayload,
} from './discrepancy.payloads.js'
import { MAX_REPLIES } from './discrepancy.rules.js'
import type { DiscrepancyService } from './discrepancy.service.js'
import { DiscrepancyType } from './discrepancy.type.js'

const NEEDS_SCOPE = 'Needs the scope `discrepancies:write` of the key and the grant, or of your role there.'
const ANYBODYS = 'For people any report of their organization; for software what it has reported itself.'

@Resolver()
export class DiscrepancyResolver {
  constructor(
    private readonly discrepancies: DiscrepancyService,
    private readonly corrected: CorrectedProfileService,
  ) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => ReportDiscrepancyPayload, {
    description: `Reports that something in a bought profile is wrong; the publisher's staff look into it within 30 business days. Allowed within 180 days of the purchase, or of an e-mailed notice that the profile of the monitored clinician changed; see \`OrderItem.discrepancyReportable\`. The reporter gets an e-mail now, at a question, at a delay and with the outcome; for software, the organization's administrators do. ${NEEDS_SCOPE} At most 500 reports and replies a day from one caller. Errors: NOT_FOUND, INVALID_INPUT, PROFILE_NOT_AVAILABLE, DISCREPANCY_WINDOW_CLOSED, ALREADY_REPORTED, LIMIT_REACHED, UPLOAD_UNUSABLE, IDEMPOTENCY_KEY_REUSED.`,
  })
  async reportDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReportDiscrepancyInput, { description: 'What is wrong, and why.' })
    input: ReportDiscrepancyInput,
  ): Promise<ReportDiscrepancyPayload> {
    return await asPayload<Omit<ReportDiscrepancyPayload, 'userErrors'>>(
      async () => await this.discrepancies.report(actor, request, input),
      { discrepancy: null, replayed: false },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => ReplyToDiscrepancyPayload, {
    description: `Says more about an open report, asked or not, with a further file perhaps. ${ANYBODYS} ${NEEDS_SCOPE} Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT, UPLOAD_UNUSABLE, LIMIT_REACHED at ten files, and at ${MAX_REPLIES} replies.`,
  })
  async replyToDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReplyToDiscrepancyInput, { description: 'What there is to say.' })
    input: ReplyToDiscrepancyInput,
  ): Promise<ReplyToDiscrepancyPayload> {
    return await asPayload<Omit<ReplyToDiscrepancyPayload, 'userErrors'>>(
      async () => ({ discrepancy: await this.discrepancies.reply(actor, request, input) }),
      { discrepancy: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => WithdrawDiscrepancyPayload, {
    description: `Takes a report back that has no outcome. ${ANYBODYS} ${NEEDS_SCOPE} Errors: NOT_FOUND, ALREADY_DECIDED.`,
  })
  async withdrawDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => WithdrawDiscrepancyInput, { description: 'Which one.' }) input: WithdrawDiscrepancyInput,
  ): Promise<WithdrawDiscrepancyPayload> {
    return await asPayload<Omit<WithdrawDiscrepancyPayload, 'userErrors'>>(
      async () => ({ discrepancy: await this.discrepancies.withdraw(actor, request, input.discrepancyId) }),
      { discrepancy: null },
    )
  }

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => DeliverCorrectedProfilePayload, {
    description:
      'Delivers the official PDF of the profile that a correction made, free of charge, for 30 days: in the ways of `deliverProfilePdf`. A link that was sent works on for its own time. Needs the scope `profiles:read` of the key and the grant, or of your role there; staff say why with the header `Gateway-Reason`. Errors: NOT_FOUND, PROFILE_NOT_AVAILABLE, and those of `deliverProfilePdf`.',
  })
  async deliverCorrectedProfile(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DeliverCorrectedProfileInput, { description: 'What, and how.' })
    input: DeliverCorrectedProfileInput,
  ): Promise<DeliverCorrectedProfilePayload> {
    return await asPayload<Omit<DeliverCorrectedProfilePayload, 'userErrors'>>(
      async () => {
        const made = await this.corrected.deliver(actor, request, input)
        return { delivery: made?.delivery ?? null, url: made?.url ?? null }
      },
      { delivery: null, url: null },
    )
  }

  @Access(...SIGNED_IN)
  @Query(() => DiscrepancyType, {
    nullable: true,
    description: `The discrepancy report of this id; null if there is none for you. ${NEEDS_SCOPE}`,
  })
  async discrepancy(
    @Ctx() { actor, request, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the report, `dsc_…`.' }) id: string,
  ): Promise<DiscrepancyType | null> {
    const found = await this.discrepancies.find(actor, request, id)
    if (found !== null) looks.add(found.organizationId)
    return found
  }
}
