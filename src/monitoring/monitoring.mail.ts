import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { formatLocalDay, localDayOf } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import { renderLetter } from '../mail/letter.js'
import { MONITORING_REMINDER_DAYS } from '../orders/monitoring/monitoring.rules.js'
import { administratorsOrToBe } from '../organizations/organization.queries.js'
import type { RemindedMonitoring, RemindedOrganization } from './monitoring-end.queries.js'

/** So many clinicians at most are named in a reminder; the others are counted. */
const MAX_NAMED = 50

/** The letters about the terms of monitoring. */
export class MonitoringMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** That these terms end soon, to the organization's administrators; to nobody while it has none. */
  async expiring(
    tx: Transaction,
    { id, mode, name, timeZone }: RemindedOrganization,
    terms: readonly RemindedMonitoring[],
  ): Promise<void> {
    const recipients = (await administratorsOrToBe(tx, [id])).get(id) ?? []
    if (recipients.length === 0) return
    const named = terms.slice(0, MAX_NAMED)
    const clinicians = await cliniciansByIds(
      tx,
      mode,
      named.map(({ clinicianId }) => clinicianId),
    )
    const nameOf = new Map(clinicians.map((one) => [one.id, [one.firstName, one.lastName].filter(Boolean).join(' ')]))
    const rest = terms.length - named.length
    const count = terms.length === 1 ? 'a clinician' : `${terms.length} clinicians`
    const rendered = renderLetter(
      {
        subject: `Continuous monitoring of ${count} ends soon`,
        paragraphs: [
          `The continuous monitoring of ${count} ends within ${MONITORING_REMINDER_DAYS} days. From then on you are not told of changes any more.`,
          'It ends by itself; nothing is to be done. To go on, order continuous monitoring again once it has ended.',
        ],
        facts: [
          ['Organization', name],
          ...named.map(({ clinicianId, endsAt }): [string, string] => [
            nameOf.get(clinicianId) ?? clinicianId,
            `ends on ${formatLocalDay(localDayOf(endsAt, timeZone))}`,
          ]),
          ...(rest > 0 ? [['And', `${rest} more: they can be read through the API`] as const] : []),
        ],
      },
      this.publisher,
    )
    await queueEmail(tx, this.jobs, this.clock, { kind: 'MONITORING_EXPIRING', recipients, ...rendered })
  }
}
