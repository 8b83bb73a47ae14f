import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { formatLocalDay, type LocalDay } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import { type Letter, renderLetter } from '../mail/letter.js'
import { orderItemsByIds } from '../orders/order.queries.js'
import { findMember } from '../organizations/membership.queries.js'
import { administratorsOrToBe, findOrganizationName } from '../organizations/organization.queries.js'
import { SECTION_TITLES } from '../profiles/profile.sections.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import { CORRECTED_DOWNLOAD_DAYS, OUTCOME_BUSINESS_DAYS } from './discrepancy.rules.js'

/** Another organization that bought what was corrected, and with which line. */
export interface ToldBuyer {
  organizationId: string
  organizationName: string
  orderNumber: string
}

/** The letters about discrepancy reports, each queued in the transaction of what it tells. */
export class DiscrepancyMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** It has come in. */
  async submitted(tx: Transaction, report: DiscrepancyRow): Promise<void> {
    await this.#send(tx, report, {
      subject: `Your discrepancy report ${report.number}`,
      paragraphs: [
        `We have your report. Our staff look into it with the sources; you get the outcome by e-mail within ${OUTCOME_BUSINESS_DAYS} business days, or we tell you that it takes longer.`,
      ],
      facts: [['Outcome by', formatLocalDay(report.dueOn)]],
    })
  }

  /** Staff have a question. */
  async asked(tx: Transaction, report: DiscrepancyRow, question: string): Promise<void> {
    await this.#send(tx, report, {
      subject: `A question about your discrepancy report ${report.number}`,
      paragraphs: [question, 'Please answer in the report itself; you can add evidence there, too.'],
    })
  }

  /** It takes longer. */
  async delayed(tx: Transaction, report: DiscrepancyRow, dueOn: LocalDay, explanation: string): Promise<void> {
    await this.#send(tx, report, {
      subject: `Your discrepancy report ${report.number} is delayed`,
      paragraphs: ['We have no outcome for you yet.', explanation],
      facts: [
        ['Promised for', formatLocalDay(report.dueOn)],
        ['Outcome by', formatLocalDay(dueOn)],
      ],
    })
  }

  /** The profile was corrected, and can be downloaded; not of a line that was paid back meanwhile. */
  async corrected(tx: Transaction, report: DiscrepancyRow, explanation: string, until: LocalDay): Promise<void> {
    const subject = `Your discrepancy report ${report.number}: corrected`
    const [item] = await orderItemsByIds(tx, [report.orderItemId])
    if (item?.documentId == null) return await this.#send(tx, report, { subject, paragraphs: [explanation] })
    const download = `The corrected profile is yours without charge. You can download it for ${CORRECTED_DOWNLOAD_DAYS} days.`
    const facts: Letter['facts'] = [['Download until', formatLocalDay(until)]]
    await this.#send(tx, report, { subject, paragraphs: [explanation, download], facts })
  }

  /** The profile is accurate. */
  async confirmed(tx: Transaction, report: DiscrepancyRow, explanation: string): Promise<void> {
    await this.#send(tx, report, {
      subject: `Your discrepancy report ${report.number}: confirmed accurate`,
      paragraphs: ['The profile says what the source says.', explanation],
    })
  }

  /** To the other buyers of what was corrected: to the administrators of each, or to who is to be one. */
  async told(tx: Transaction, report: DiscrepancyRow, buyers: readonly ToldBuyer[]): Promise<void> {
    if (buyers.length === 0) return
    const addresses = await administratorsOrToBe(
      tx,
      buyers.map(({ organizationId }) => organizationId),
    )
    const clinician = await clinicianName(tx, report)
    for (const { organizationId, organizationName, orderNumber } of buyers) {
      const recipients = addresses.get(organizationId) ?? []
      if (recipients.length === 0) continue
      const letter: Letter = {
        subject: 'A profile that you bought has been corrected',
        paragraphs: [
          'Something in a profile that your organization bought has been found to be wrong, and was corrected. The profile that you have is genuine, but says what was reported then.',
          'What is known now stands in a new profile, if you order one.',
        ],
        facts: [
          ['Clinician', clinician],
          ['Section', SECTION_TITLES[report.section]],
          ['Order', orderNumber],
          ['Organization', organizationName],
        ],
      }
      const rendered = renderLetter(letter, this.publisher)
      await queueEmail(tx, this.jobs, this.clock, { kind: 'PROFILE_CORRECTED', recipients, ...rendered })
    }
  }

  /** To nobody, if there is nobody of the organization yet who could read it. */
  async #send(tx: Transaction, report: DiscrepancyRow, letter: Letter): Promise<void> {
    const recipients = await recipientsOf(tx, report)
    if (recipients.length === 0) return
    const facts: [string, string][] = [
      ['Report', report.number],
      ['Clinician', await clinicianName(tx, report)],
      ['Section', SECTION_TITLES[report.section]],
      ['Order', report.orderNumber],
      ['Organization', (await findOrganizationName(tx, report.organizationId)) ?? ''],
      ['Reported by', report.reportedBy],
    ]
    const rendered = renderLetter({ ...letter, facts: [...facts, ...(letter.facts ?? [])] }, this.publisher)
    await queueEmail(tx, this.jobs, this.clock, { kind: 'DISCREPANCY', recipients, ...rendered })
  }
}

/** The person who reported, as long as one of the organization's; for software and for who has left: its administrators. */
async function recipientsOf(tx: Transaction, report: DiscrepancyRow): Promise<string[]> {
  const { organizationId, actorKind, actorId } = report
  const member = actorKind === 'USER' ? await findMember(tx, organizationId, actorId) : null
  if (member !== null) return [member.email]
  return (await administratorsOrToBe(tx, [organizationId])).get(organizationId) ?? []
}

async function clinicianName(tx: Transaction, { mode, clinicianId }: DiscrepancyRow): Promise<string> {
  const [clinician] = await cliniciansByIds(tx, mode, [clinicianId])
  return clinician === undefined ? clinicianId : [clinician.firstName, clinician.lastName].filter(Boolean).join(' ')
}
