import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import { renderLetter } from '../mail/letter.js'
import { type Appointment, STAFF_LINK_MINUTES } from './staff.appointment.js'

/** Where somebody who was appointed sets a first password. */
export function staffLink(publisher: Publisher, token: string): string {
  return `${publisher.publicUrl}/password-reset/${token}`
}

/** The letter to somebody who was appointed, queued in the transaction of the appointment. */
export class StaffMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** With the link to set a password for whoever has no account yet. */
  async appointed(tx: Transaction, { user, token }: Appointment): Promise<void> {
    const { jobs, clock, publisher } = this
    const letter = renderLetter(
      {
        subject: `You belong to the staff of ${publisher.name}`,
        paragraphs: [
          'You were made staff: signed in, you see the back office. Everything done there is written down, with its reason.',
          ...(token === null
            ? ['Sign in again, as before.']
            : ['Set a password to begin; your user name is this e-mail address.']),
        ],
        facts: [['User name', user.email]],
        ...(token !== null && {
          action: { label: 'Set your password', url: staffLink(publisher, token) },
          notes: [`The link works once, for ${STAFF_LINK_MINUTES / 60} hours.`],
        }),
      },
      publisher,
    )
    await queueEmail(tx, jobs, clock, { kind: 'INVITATION', recipients: [user.email], ...letter })
  }
}
