import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import type { EmailKind } from '../mail/email.entity.js'
import { queueEmail } from '../mail/email.outbox.js'
import { type Letter, renderLetter } from '../mail/letter.js'
import { administratorAddresses } from '../organizations/organization.queries.js'
import { managerAddresses } from './vendor-member.queries.js'

/** What became of a grant. */
export type GrantEvent = 'GIVEN' | 'CHANGED' | 'REVOKED'

/** A grant as a letter tells of it. */
export interface GrantNews {
  organizationId: string
  organizationName: string
  vendorName: string
  /** Who did it. */
  byName: string
  scopes: readonly string[]
  monthlySpendCapCents: number | null
}

/** A request for an integration as a letter tells of it. */
export interface IntegrationNews {
  organizationId: string
  organizationName: string
  softwareName: string
}

/** Somebody who manages a vendor from now on, as a letter tells of it. */
export interface MemberNews {
  vendorId: string
  vendorName: string
  fullName: string
  email: string
  /** Who added the person. */
  byName: string
}

const GRANT_WORDS = {
  GIVEN: {
    subject: 'may now act for',
    done: 'let it act',
    note: 'An administrator can change or revoke this at any time.',
  },
  CHANGED: { subject: 'has other permissions at', done: 'changed what it may do', note: 'It counts from now on.' },
  REVOKED: { subject: 'may no longer act for', done: 'revoked its grant', note: 'It counts from now on.' },
} as const satisfies Record<GrantEvent, { subject: string; done: string; note: string }>

/**
 * Letters to an organization's administrators about who may act for it, and to a vendor's people about one another;
 * queued in the transaction of what they tell.
 */
export class VendorMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** A grant was given, changed or revoked. */
  async grant(tx: Transaction, event: GrantEvent, news: GrantNews): Promise<void> {
    const words = GRANT_WORDS[event]
    const cap = news.monthlySpendCapCents
    await this.#toAdministrators(tx, 'GRANT', news.organizationId, {
      subject: `${news.vendorName} ${words.subject} ${news.organizationName}`,
      paragraphs: [`${news.byName} ${words.done}. If that surprises you, look into it now.`],
      facts: [
        ['Software', news.vendorName],
        ['Organization', news.organizationName],
        ...(event === 'REVOKED'
          ? []
          : ([
              ['May do', news.scopes.join(', ')],
              ['Monthly spend cap', cap === null ? 'none' : `${(cap / 100).toFixed(2)} in the account's currency`],
            ] as const)),
      ],
      notes: [words.note],
    })
  }

  /** An administrator asked for an integration of the organization's own. */
  async integrationRequested(tx: Transaction, news: IntegrationNews, byName: string): Promise<void> {
    await this.#toAdministrators(tx, 'INTEGRATION_REQUEST', news.organizationId, {
      subject: `An integration was requested: ${news.softwareName}`,
      paragraphs: [
        `${byName} asked for an integration of ${news.organizationName} with software of its own.`,
        'A test key was made at once; it sees fictional clinicians and play money only. Live keys can be made once we have approved the request, and the software may then act for the organization.',
      ],
    })
  }

  /** Staff approved it. */
  async integrationApproved(tx: Transaction, news: IntegrationNews): Promise<void> {
    await this.#toAdministrators(tx, 'INTEGRATION_REQUEST', news.organizationId, {
      subject: `The integration is approved: ${news.softwareName}`,
      paragraphs: [
        `The software may act for ${news.organizationName} from now on, with every scope and no spend cap, and its people can make live keys.`,
        'An administrator of the organization can narrow or revoke this at any time.',
      ],
    })
  }

  /** Staff rejected it. */
  async integrationRejected(tx: Transaction, news: IntegrationNews, reason: string): Promise<void> {
    await this.#toAdministrators(tx, 'INTEGRATION_REQUEST', news.organizationId, {
      subject: `The integration is not approved: ${news.softwareName}`,
      paragraphs: [
        `We did not approve the integration that ${news.organizationName} asked for. Test keys go on working, and it can be asked for again.`,
      ],
      facts: [['Reason', reason]],
    })
  }

  /** A live key of the organization's own integration was made. Of the key itself, nothing. */
  async liveKeyMade(
    tx: Transaction,
    news: { organizationId: string; vendorName: string; keyName: string; byName: string },
  ): Promise<void> {
    await this.#toAdministrators(tx, 'INTEGRATION_REQUEST', news.organizationId, {
      subject: `A live key was made: ${news.vendorName}`,
      paragraphs: [
        `${news.byName} made a live API key of your integration. Whoever has it can do what your organization let the software do.`,
        'If that surprises you, revoke the key, and look at who manages the integration.',
      ],
      facts: [
        ['Software', news.vendorName],
        ['Key', news.keyName],
      ],
    })
  }

  /** A person was added to those who manage a vendor: to the person, and to everybody else who manages it. */
  async memberAdded(tx: Transaction, news: MemberNews): Promise<void> {
    await this.#send(tx, 'VENDOR_MEMBER', [news.email], {
      subject: `You manage ${news.vendorName}`,
      paragraphs: [
        `${news.byName} added you to the people who manage ${news.vendorName} at ${this.publisher.name}: its API keys, its people and what the directory says of it.`,
        'If you have nothing to do with it, take yourself out with `removeVendorMember`.',
      ],
    })
    const others = (await managerAddresses(tx, news.vendorId)).filter((address) => address !== news.email)
    if (others.length === 0) return
    await this.#send(tx, 'VENDOR_MEMBER', others, {
      subject: `Somebody else manages ${news.vendorName}`,
      paragraphs: [`${news.byName} added a person to those who manage it. If that surprises you, look into it now.`],
      facts: [
        ['Software', news.vendorName],
        ['Name', news.fullName],
        ['E-mail', news.email],
      ],
    })
  }

  async #toAdministrators(tx: Transaction, kind: EmailKind, organizationId: string, letter: Letter): Promise<void> {
    const recipients = await administratorAddresses(tx, organizationId)
    if (recipients.length > 0) await this.#send(tx, kind, recipients, letter)
  }

  async #send(tx: Transaction, kind: EmailKind, recipients: readonly string[], letter: Letter): Promise<void> {
    await queueEmail(tx, this.jobs, this.clock, { kind, recipients, ...renderLetter(letter, this.publisher) })
  }
}
