import type { Transaction } from '../../db/database.js'
import type { JobQueue } from '../../jobs/job.queue.js'
import type { Clock } from '../../kernel/clock.js'
import type { Publisher } from '../../kernel/publisher.js'
import { queueEmails } from '../../mail/email.outbox.js'
import { type Letter, renderLetter } from '../../mail/letter.js'
import { administratorsOrToBe } from '../../organizations/organization.queries.js'
import { SECTION_TITLES } from '../../profiles/profile.sections.js'
import type { Change } from './notice.change.js'
import type { ToldOrganization } from './notice-telling.queries.js'

/** More clinicians than that share one letter. */
export const MAX_SINGLE_LETTERS = 10

/** The letters about changes of monitored clinicians. */
export class NoticeMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /**
   * To the organization's administrators, one for each clinician, or one for all if there are more than ten; to nobody
   * while it has none. They say in which sections something changed, and no value.
   */
  async changed(tx: Transaction, organization: ToldOrganization, changes: readonly Change[]): Promise<void> {
    const { id, name } = organization
    const recipients = (await administratorsOrToBe(tx, [id])).get(id) ?? []
    if (recipients.length === 0) return
    const letters =
      changes.length > MAX_SINGLE_LETTERS ? [digest(name, changes)] : changes.map((one) => single(name, one))
    await queueEmails(
      tx,
      this.jobs,
      this.clock,
      letters.map((letter) => ({ kind: 'MONITORING_CHANGED', recipients, ...renderLetter(letter, this.publisher) })),
    )
  }
}

const WHERE = 'What it was and what it is now, and the updated profile, can be read through the API.'
const DISPUTE = 'If something in it is wrong, a discrepancy can be reported within 180 days of this notice.'

function single(organization: string, change: Change): Letter {
  return {
    subject: 'The profile of a monitored clinician has changed',
    paragraphs: [`What sources report of a clinician whom you monitor has changed. ${WHERE}`, DISPUTE],
    facts: [
      ['Organization', organization],
      ['Clinician', change.clinicianName],
      ['Changed', titlesOf(change)],
    ],
  }
}

function digest(organization: string, changes: readonly Change[]): Letter {
  return {
    subject: `The profiles of ${changes.length} monitored clinicians have changed`,
    paragraphs: [`What sources report of ${changes.length} clinicians whom you monitor has changed. ${WHERE}`, DISPUTE],
    facts: [
      ['Organization', organization],
      ...changes.map((change): [string, string] => [change.clinicianName, titlesOf(change)]),
    ],
  }
}

function titlesOf({ sections }: Change): string {
  return sections.map((section) => SECTION_TITLES[section]).join(', ')
}
