import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import {
  AskAboutDiscrepancyInput,
  DecideDiscrepancyInput,
  DelayDiscrepancyInput,
  NoteDiscrepancyInput,
  TakeDiscrepancyInput,
} from './discrepancy.inputs.js'
import {
  AskAboutDiscrepancyPayload,
  DecideDiscrepancyPayload,
  DelayDiscrepancyPayload,
  NoteDiscrepancyPayload,
  TakeDiscrepancyPayload,
} from './discrepancy.payloads.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import type { DiscrepancyDesk } from './discrepancy-desk.service.js'

const ERRORS = 'For staff. Errors: NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT'

@Resolver()
export class DiscrepancyDeskResolver {
  constructor(private readonly desk: DiscrepancyDesk) {}

  @Access('STAFF')
  @Mutation(() => TakeDiscrepancyPayload, {
    description: `Takes up a discrepancy report of the mode. ALREADY_DECIDED too when somebody has. ${ERRORS}.`,
  })
  async takeDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => TakeDiscrepancyInput, { description: 'Which one, and why.' }) input: TakeDiscrepancyInput,
  ): Promise<TakeDiscrepancyPayload> {
    return await answered(() => this.desk.take(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => NoteDiscrepancyPayload, {
    description: `Notes something in the timeline of an open report; only staff see it. ${ERRORS}.`,
  })
  async noteDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => NoteDiscrepancyInput, { description: 'Which one, the note, and why.' })
    input: NoteDiscrepancyInput,
  ): Promise<NoteDiscrepancyPayload> {
    return await answered(() => this.desk.note(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => AskAboutDiscrepancyPayload, {
    description: `Asks the reporter something, by e-mail and in the timeline; a report that nobody has taken up is taken up thereby. ${ERRORS}.`,
  })
  async askAboutDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AskAboutDiscrepancyInput, { description: 'Which one, the question, and why.' })
    input: AskAboutDiscrepancyInput,
  ): Promise<AskAboutDiscrepancyPayload> {
    return await answered(() => this.desk.ask(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => DelayDiscrepancyPayload, {
    description: `Promises the outcome for a later day; the reporter is mailed the day and why. A due date that passes does that by itself, by 10 business days. ${ERRORS}.`,
  })
  async delayDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DelayDiscrepancyInput, { description: 'Which one, until when, and why.' })
    input: DelayDiscrepancyInput,
  ): Promise<DelayDiscrepancyPayload> {
    return await answered(() => this.desk.delay(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => DecideDiscrepancyPayload, {
    description: `Decides a report, once, and mails the outcome to the reporter; one that nobody has taken up is taken up thereby. CORRECTED makes a new profile of what the directory says now, which the reporter downloads free for 30 days, and has the other buyers of the element within the last 180 days told; it needs a directory that says something else there than the profile. ${ERRORS}, DIRECTORY_UNCHANGED.`,
  })
  async decideDiscrepancy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DecideDiscrepancyInput, { description: 'Which one, what was found, and why.' })
    input: DecideDiscrepancyInput,
  ): Promise<DecideDiscrepancyPayload> {
    return await answered(() => this.desk.decide(actor, request, input))
  }
}

async function answered(work: () => Promise<DiscrepancyRow>): Promise<TakeDiscrepancyPayload> {
  return await asPayload<Omit<TakeDiscrepancyPayload, 'userErrors'>>(async () => ({ discrepancy: await work() }), {
    discrepancy: null,
  })
}
