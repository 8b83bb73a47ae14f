import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { formatLocalTime } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import type { EmailKind } from '../mail/email.entity.js'
import { queueEmail, queueEmails } from '../mail/email.outbox.js'
import { type Letter, renderLetter } from '../mail/letter.js'
import type { ChangeRequestRow } from './change-request.queries.js'
import type { Change } from './change-request.rules.js'
import { fieldChangesOf } from './change-request.rules.js'
import type { Role } from './membership.entity.js'
import { CHANGE_WORDS, ROLE_WORDS } from './organization.words.js'

/** Whom an invitation asks to what. */
export interface InvitationLetter {
  email: string
  fullName: string
  roles: readonly Role[]
  organizationName: string
  timeZone: string
  expiresAt: Date
}

/** What a letter about a change request tells. */
export interface ChangeLetter extends Change {
  id: string
  /** Null for an organization that was asked for and is not there. */
  organizationName: string | null
  reason: string | null
}

/** Who asked for a change. */
type Asker = Pick<
  ChangeRequestRow,
  'requestedByUserId' | 'requestedByEmail' | 'requestedByStaff' | 'requestedByIsStaff'
>

/** The letters of the organization manager, each queued in the transaction of what it tells. */
export class OrganizationMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** To each the link to make the account, or to join with the one that there is; all by two statements. */
  async invitations(tx: Transaction, letters: readonly (InvitationLetter & { token: string })[]): Promise<void> {
    const emails = letters.map((letter) => ({
      kind: 'INVITATION' as const,
      recipients: [letter.email],
      ...renderLetter(this.#invitation(letter), this.publisher),
    }))
    await queueEmails(tx, this.jobs, this.clock, emails)
  }

  #invitation(letter: InvitationLetter & { token: string }): Letter {
    return {
      subject: `Invitation to ${letter.organizationName}`,
      paragraphs: [
        `${letter.fullName}, you are invited to buy or manage profiles for ${letter.organizationName} at ${this.publisher.name}.`,
        'Follow the link to make your account. If you have one already, the link asks for its password and adds the organization to it.',
      ],
      facts: [
        ['User name', letter.email],
        ['Roles', letter.roles.map((role) => ROLE_WORDS[role]).join(', ')],
        ['Valid until', formatLocalTime(letter.expiresAt, letter.timeZone)],
      ],
      action: { label: 'Accept the invitation', url: `${this.publisher.publicUrl}/invitations/${letter.token}` },
      notes: [
        'The link is yours alone and works once; a newer one replaces it. If you do not know the organization, do nothing.',
      ],
    }
  }

  /** To somebody who has an account already and needs no link: a new organization has them as its administrator. */
  async administratorOfNew(tx: Transaction, email: string, organizationName: string): Promise<void> {
    await this.#send(tx, 'INVITATION', [email], {
      subject: `You administer ${organizationName}`,
      paragraphs: [
        `${organizationName} was set up at ${this.publisher.name}, with you as its administrator.`,
        'Sign in with the account that you have: it now shows the organization too.',
      ],
    })
  }

  /** Staff ask the organization's administrators for a change. */
  async changeAsked(
    tx: Transaction,
    recipients: readonly string[],
    change: ChangeLetter,
    until: { at: Date; timeZone: string },
  ): Promise<void> {
    await this.#send(tx, 'CHANGE_REQUEST', recipients, {
      subject: `Please decide: ${CHANGE_WORDS[change.kind]} (${change.organizationName})`,
      paragraphs: [
        `The staff of ${this.publisher.name} ask for a change. Nothing changes unless one of the organization's administrators approves it.`,
      ],
      facts: [...factsOf(change), ['Decide until', formatLocalTime(until.at, until.timeZone)]],
      notes: ['An administrator approves it with `approveChangeRequest` or rejects it with `rejectChangeRequest`.'],
    })
  }

  /**
   * To whoever asked: what became of it. Not to somebody who decided that alone, nor to somebody who asked as staff and is
   * none of them any more: it tells of an organization that is none of the person's business now.
   */
  async changeDecided(
    tx: Transaction,
    decidedByUserId: string | null,
    change: ChangeLetter & Asker,
    outcome: 'APPROVED' | 'REJECTED' | 'EXPIRED',
    note: string | null,
  ): Promise<void> {
    const words = { APPROVED: 'approved', REJECTED: 'rejected', EXPIRED: 'expired' }[outcome]
    const text = {
      APPROVED: 'The change that you asked for was approved and is in force.',
      REJECTED: 'The change that you asked for was rejected. Nothing was changed.',
      EXPIRED: 'Nobody decided about the change that you asked for in time. Nothing was changed; you can ask again.',
    }[outcome]
    if (change.requestedByUserId === decidedByUserId) return
    if (change.requestedByStaff && !change.requestedByIsStaff) return
    await this.#send(tx, 'CHANGE_REQUEST', [change.requestedByEmail], {
      subject: `Your request was ${words}: ${CHANGE_WORDS[change.kind]}`.replace('was expired', 'has expired'),
      paragraphs: [text],
      facts: [...factsOf(change), ...(note === null ? [] : [['Note', note] as const])],
    })
  }

  /** To the administrators: somebody asks whether their organization has an account. */
  async inquiryPassedOn(
    tx: Transaction,
    recipients: readonly string[],
    inquiry: { organizationName: string; contactName: string; contactEmail: string; message: string | null },
    answer: string,
  ): Promise<void> {
    await this.#send(tx, 'ORGANIZATION_INQUIRY', recipients, {
      subject: 'Somebody asks for your organization',
      paragraphs: [
        `Somebody asked ${this.publisher.name} whether the organization below has an account. We did not tell: you decide whether to answer, and can add the person as a user.`,
        answer,
      ],
      facts: [
        ['Organization', inquiry.organizationName],
        ['Name', inquiry.contactName],
        ['E-mail', inquiry.contactEmail],
        ...(inquiry.message === null ? [] : [['Message', inquiry.message] as const]),
      ],
      notes: ['Name and address are as the person gave them; nobody has checked them.'],
    })
  }

  /** To the inquirer, in the same words whether or not there is such an organization. */
  async inquiryHandled(tx: Transaction, inquiry: { organizationName: string; contactEmail: string }): Promise<void> {
    await this.#send(tx, 'ORGANIZATION_INQUIRY', [inquiry.contactEmail], {
      subject: 'Your question about an organization',
      paragraphs: [
        'You asked whether an organization has an account with us. We have passed your question on; whoever is concerned will write to you.',
      ],
      facts: [['Organization', inquiry.organizationName]],
    })
  }

  async #send(tx: Transaction, kind: EmailKind, recipients: readonly string[], letter: Letter): Promise<void> {
    const rendered = renderLetter(letter, this.publisher)
    await queueEmail(tx, this.jobs, this.clock, { kind, recipients, ...rendered })
  }
}

function factsOf(change: ChangeLetter): (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [['Change', CHANGE_WORDS[change.kind]]]
  if (change.organizationName !== null) facts.push(['Organization', change.organizationName])
  for (const { user, field, before, after } of fieldChangesOf(change)) {
    const values = [before === null ? '' : `was ${before}`, after === null ? '' : `will be ${after}`]
    facts.push([
      [user, field].filter((part) => part !== null).join(', '),
      values.filter(Boolean).join('; ') || 'nothing',
    ])
  }
  if (change.reason !== null) facts.push(['Reason', change.reason])
  facts.push(['Number of the request', change.id])
  return facts
}
