import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import { renderLetter } from '../mail/letter.js'
import { managerAddresses } from '../vendors/vendor-member.queries.js'
import { DISABLE_AFTER_DAYS, EVENT_DAYS } from './webhook.rules.js'

/** An endpoint that was disabled, as a letter tells of it. */
export interface DisabledEndpoint {
  id: string
  vendorId: string
  vendorName: string
  url: string
  description: string | null
}

const WHY = {
  FAILING: `nothing has got through to it for ${DISABLE_AFTER_DAYS} days`,
  GONE: 'it answered 410, which says that it does not want to be told any more',
} as const

/** Letters to the people of a vendor about its endpoints, queued in the transaction of what they tell. */
export class WebhookMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** Nothing is sent to an endpoint any more, though nobody asked for that. */
  async disabled(tx: Transaction, endpoint: DisabledEndpoint, reason: 'FAILING' | 'GONE'): Promise<void> {
    const recipients = await managerAddresses(tx, endpoint.vendorId)
    if (recipients.length === 0) return
    await queueEmail(tx, this.jobs, this.clock, {
      kind: 'WEBHOOK_DISABLED',
      recipients,
      ...renderLetter(
        {
          subject: `A webhook endpoint of ${endpoint.vendorName} is disabled`,
          paragraphs: [
            `We send nothing to it any more, for ${WHY[reason]}.`,
            `Once it works again, enable it with \`enableWebhookEndpoint\`, and have sent what it missed with \`replayWebhooks\`: events are kept for ${EVENT_DAYS} days.`,
          ],
          facts: [
            ['Endpoint', endpoint.id],
            // The path and the query can carry a token.
            ['Host', new URL(endpoint.url).host],
            ...(endpoint.description === null ? [] : ([['Description', endpoint.description]] as const)),
          ],
        },
        this.publisher,
      ),
    })
  }
}
