import { Field, ID, InputType } from 'type-graphql'
import { LocalDate } from '../graphql/scalars.js'
import type { LocalDay } from '../kernel/local-day.js'
import { DeliveryInput } from '../orders/item-delivery.inputs.js'
import type { SectionCode } from '../profiles/profile.content.js'
import { ProfileSectionCodeEnum } from '../profiles/profile-section.type.js'
import { MAX_TEXT_LENGTH } from './discrepancy.rules.js'
import { type DiscrepancyOutcome, DiscrepancyOutcomeEnum } from './discrepancy.words.js'

const WHICH = 'Id of the discrepancy report, `dsc_…`.'
const REASON = 'Why, 1 to 1000 characters: it goes into the audit trail.'
const PROSE = `1 to ${MAX_TEXT_LENGTH} characters`
const EVIDENCE = 'Id of an upload of yours for DISCREPANCY_EVIDENCE that is complete, `upl_…`. It can be used once.'

@InputType({ description: 'What in a bought profile is wrong, and why.' })
export class ReportDiscrepancyInput {
  @Field(() => ID, { description: 'Id of the order line with which the profile was bought, `item_…`.' })
  orderItemId!: string

  @Field(() => ID, {
    nullable: true,
    description:
      "Number of the document in which it stands, `PD-` and 10 digits: the line's own, that of the last notice about the clinician, or one that was corrected. Null: the line's own.",
  })
  documentNumber?: string | null

  @Field(() => ProfileSectionCodeEnum, { description: 'In which section; one that the product includes.' })
  section!: SectionCode

  @Field(() => String, {
    nullable: true,
    description:
      'Where in the section: the position of the element among `elements`, from 0, and the field of it that is meant; `0.status`, or `0` for the element as a whole. Null for something that is missing in the section.',
  })
  path?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'What it says there, as the text of `ProfileFieldChange`; of an element as a whole, what `ProfileElementChange.element` calls it. It is compared with the document, so that both mean the same. Null where it says nothing.',
  })
  says?: string | null

  @Field(() => String, {
    nullable: true,
    description: `What it should say, ${PROSE}. Null if it should not be there at all.`,
  })
  shouldSay?: string | null

  @Field(() => String, { description: `Why, ${PROSE}. No health data, please.` })
  why!: string

  @Field(() => ID, { nullable: true, description: `${EVIDENCE} Null for none.` })
  evidenceUploadId?: string | null

  @Field(() => String, {
    description:
      'A key of your own for this report, 1 to 255 characters. The same key with the same arguments gives the same report again, also years later; with other arguments IDEMPOTENCY_KEY_REUSED.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'More about a discrepancy report of yours.' })
export class ReplyToDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => String, { description: `What you have to say, ${PROSE}.` })
  message!: string

  @Field(() => ID, { nullable: true, description: `${EVIDENCE} Null for none.` })
  evidenceUploadId?: string | null
}

@InputType({ description: 'Which discrepancy report to take back.' })
export class WithdrawDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string
}

@InputType({ description: 'What `deliverCorrectedProfile` is to deliver, and how.' })
export class DeliverCorrectedProfileInput extends DeliveryInput {
  @Field(() => ID, { description: `${WHICH} Its state is CORRECTED.` })
  discrepancyId!: string
}

@InputType({ description: 'Which discrepancy report staff take up, and why.' })
export class TakeDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'What staff note about a discrepancy report.' })
export class NoteDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => String, { description: `The note, ${PROSE}; only staff see it.` })
  note!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'What staff ask the reporter of a discrepancy.' })
export class AskAboutDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => String, { description: `The question, ${PROSE}; it is mailed to the reporter.` })
  question!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'For when the outcome of a discrepancy report is promised instead.' })
export class DelayDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => LocalDate, {
    description: 'A business day after the one that is promised now and after today, at most 130 business days away.',
  })
  dueOn!: LocalDay

  @Field(() => String, { description: `Why it takes longer, ${PROSE}; it is mailed to the reporter.` })
  explanation!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'What the investigation of a discrepancy found.' })
export class DecideDiscrepancyInput {
  @Field(() => ID, { description: WHICH })
  discrepancyId!: string

  @Field(() => DiscrepancyOutcomeEnum, { description: 'The outcome.' })
  outcome!: DiscrepancyOutcome

  @Field(() => String, { description: `What was found, ${PROSE}; it is mailed to the reporter.` })
  explanation!: string

  @Field(() => String, { description: REASON })
  reason!: string
}
