import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { formatLocalDay, type LocalDay } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import { type Letter, renderLetter } from '../mail/letter.js'
import { findMember } from '../organizations/membership.queries.js'
import { administratorAddresses, findOrganizationName } from '../organizations/organization.queries.js'
import type { ResearchRequestRow } from './research-request.queries.js'
import { ANSWER_BUSINESS_DAYS, describeKnown } from './research-request.rules.js'

/** The letters about research requests, each queued in the transaction of what it tells; none has a date of birth. */
export class ResearchMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** It has come in. */
  async submitted(tx: Transaction, request: ResearchRequestRow): Promise<void> {
    await this.#send(tx, request, {
      subject: `Your research request ${request.number}`,
      paragraphs: [
        `Our staff find out who the clinician is. You get the answer by e-mail within ${ANSWER_BUSINESS_DAYS} business days.`,
      ],
      facts: [['Answer by', formatLocalDay(request.dueOn)]],
    })
  }

  /** It takes longer. */
  async delayed(tx: Transaction, request: ResearchRequestRow, dueOn: LocalDay, explanation: string): Promise<void> {
    await this.#send(tx, request, {
      subject: `Your research request ${request.number} is delayed`,
      paragraphs: ['We have no answer for you yet.', explanation],
      facts: [
        ['Promised for', formatLocalDay(request.dueOn)],
        ['Answer by', formatLocalDay(dueOn)],
      ],
    })
  }

  /** The clinician was found. */
  async found(tx: Transaction, request: ResearchRequestRow, clinicianId: string): Promise<void> {
    await this.#send(tx, request, {
      subject: `Your research request ${request.number}: found`,
      paragraphs: ['We have found the clinician, whose profile you can order now.'],
      facts: [['Id of the clinician', clinicianId]],
    })
  }

  /** The clinician was not found. */
  async notFound(tx: Transaction, request: ResearchRequestRow, explanation: string): Promise<void> {
    await this.#send(tx, request, {
      subject: `Your research request ${request.number}: not found`,
      paragraphs: ['We could not find the clinician.', explanation],
    })
  }

  /** To nobody, if there is nobody of the organization yet who could read it. */
  async #send(tx: Transaction, request: ResearchRequestRow, letter: Letter): Promise<void> {
    const recipients = await recipientsOf(tx, request)
    if (recipients.length === 0) return
    const facts = [...(await factsOf(tx, request)), ...(letter.facts ?? [])]
    const rendered = renderLetter({ ...letter, facts }, this.publisher)
    await queueEmail(tx, this.jobs, this.clock, { kind: 'RESEARCH_REQUEST', recipients, ...rendered })
  }
}

/** The person who asked, as long as one of the organization's; for software and for who has left: its administrators. */
async function recipientsOf(tx: Transaction, request: ResearchRequestRow): Promise<string[]> {
  const { organizationId, actorKind, actorId } = request
  const member = actorKind === 'USER' ? await findMember(tx, organizationId, actorId) : null
  return member === null ? await administratorAddresses(tx, organizationId) : [member.email]
}

async function factsOf(tx: Transaction, request: ResearchRequestRow): Promise<[string, string][]> {
  const facts: [string, string][] = [
    ['Request', request.number],
    ['Clinician', describeKnown(request.known)],
    ['Organization', (await findOrganizationName(tx, request.organizationId)) ?? ''],
    ['Asked for by', request.requestedBy],
  ]
  if (request.vendorReference !== null) facts.push(['Your reference', request.vendorReference])
  return facts
}
