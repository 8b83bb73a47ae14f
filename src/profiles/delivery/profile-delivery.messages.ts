import type { VendorActor } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import type { JobQueue } from '../../jobs/job.queue.js'
import type { Clock } from '../../kernel/clock.js'
import { UserErrors } from '../../kernel/errors.js'
import { formatLocalTime } from '../../kernel/local-day.js'
import type { Publisher } from '../../kernel/publisher.js'
import { queueEmail } from '../../mail/email.outbox.js'
import { type Letter, renderLetter } from '../../mail/letter.js'
import { queueWebhooks } from '../../webhooks/webhook.outbox.js'
import type { Recipient } from './profile-delivery.details.js'
import type { DeliveryForm } from './profile-delivery.entity.js'

/** A link to one PDF or to an archive, and what it leads to. */
export interface LinkToMail {
  form: DeliveryForm
  url: string
  expiresAt: Date
  documentNumbers: readonly string[]
}

/** The most document numbers that a letter lists; beyond, their count says enough. */
const MAX_NUMBERS_LISTED = 10

/** What carries links out of the house; each is queued in the transaction that records the delivery. */
export class ProfileDeliveryMessages {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** Mails the link; the id of the e-mail. Nothing in it says of whom the documents are. `sender` as it is printed. */
  async mail(tx: Transaction, recipient: Recipient, sender: string, link: LinkToMail): Promise<string> {
    return await queueEmail(tx, this.jobs, this.clock, {
      kind: 'PROFILE_DELIVERY',
      recipients: [recipient.email],
      ...renderLetter(letterOf(recipient, sender, link), this.publisher),
    })
  }

  /**
   * Has the vendor told of each delivery, and the organization's own feed; the ids of the vendor's events. @throws UserErrors INVALID_INPUT for a vendor that has no
   * endpoint for it.
   */
  async announce(
    tx: Transaction,
    { id: vendorId, mode }: VendorActor,
    organizationId: string,
    deliveryIds: readonly string[],
  ): Promise<string[]> {
    const events = deliveryIds.map((deliveryId) => {
      return { vendorId, organizationId, mode, type: 'profile.delivered' as const, data: { deliveryId } }
    })
    const own = events.map((event) => ({ ...event, vendorId: null }))
    const queued = (await queueWebhooks(tx, this.clock, [...events, ...own])).slice(0, events.length)
    if (queued.some(({ endpoints }) => endpoints === 0)) throw UserErrors.one('INVALID_INPUT', ['method'], NO_ENDPOINT)
    return queued.map(({ eventId }) => eventId)
  }
}

const NO_ENDPOINT =
  'expected a webhook endpoint of yours that is active and takes `profile.delivered`, found none: `createWebhookEndpoint` adds one; or choose LINK'

function letterOf(recipient: Recipient, sender: string, link: LinkToMail): Letter {
  const { documentNumbers: numbers, expiresAt, form, url } = link
  const count = numbers.length === 1 ? '1 profile document' : `${numbers.length} profile documents`
  return {
    subject: `${count} for ${recipient.organizationName}`,
    paragraphs: [`${recipient.fullName}, ${sender} has sent you ${count} of ${recipient.organizationName}.`],
    facts: [
      ...(numbers.length <= MAX_NUMBERS_LISTED ? [['Document', numbers.join(', ')] as const] : []),
      ['Valid until', formatLocalTime(expiresAt, recipient.timeZone)],
    ],
    action: { label: form === 'ZIP' ? 'Download the archive (ZIP)' : 'Download the PDF', url },
    notes: [
      'The link is yours alone: whoever has it can open it. It works while you may read the profiles of the organization, and every download is recorded.',
    ],
  }
}
