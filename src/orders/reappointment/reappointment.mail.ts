import type { Transaction } from '../../db/database.js'
import type { JobQueue } from '../../jobs/job.queue.js'
import type { Clock } from '../../kernel/clock.js'
import { formatLocalDay, type LocalDay } from '../../kernel/local-day.js'
import { formatCents } from '../../kernel/money.js'
import type { Publisher } from '../../kernel/publisher.js'
import { queueEmail } from '../../mail/email.outbox.js'
import { renderLetter } from '../../mail/letter.js'
import { findMember } from '../../organizations/membership.queries.js'
import { administratorAddresses, findOrganizationName } from '../../organizations/organization.queries.js'
import type { Outcome } from './reappointment-decision.queries.js'
import type { FlyingPolicy } from './reappointment-policy.queries.js'

const STATES = { ORDERED: 'Ordered', PROPOSED: 'Waiting for your decision', SKIPPED: 'Left out' } as const

/** Tells the approver what the autopilot did in a night; no clinician is named. */
export class ReappointmentMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** To the administrators when the approver has left; to nobody when nothing was decided anew. */
  async night(tx: Transaction, policy: FlyingPolicy, day: LocalDay, outcomes: readonly Outcome[]): Promise<void> {
    const recipients = await recipientsOf(tx, policy)
    if (outcomes.length === 0 || recipients.length === 0) return
    const waiting = countOf(outcomes, 'PROPOSED')
    const rendered = renderLetter(
      {
        subject: `Reappointments: ${countOf(outcomes, 'ORDERED')} ordered, ${waiting} proposed`,
        paragraphs: [
          'The reappointment autopilot has looked for clinicians who are due. Each decision is explained in the list of decisions.',
          ...(waiting > 0 ? ['Please approve or decline what is proposed.'] : []),
        ],
        facts: [
          ['Organization', (await findOrganizationName(tx, policy.organizationId)) ?? ''],
          ['Day', formatLocalDay(day)],
          ['Budget of the month', formatCents(policy.monthlyBudgetCents, policy.currency)],
          ...outcomes.map((outcome): [string, string] => [labelOf(outcome), amountOf(outcome, policy.currency)]),
        ],
      },
      this.publisher,
    )
    await queueEmail(tx, this.jobs, this.clock, { kind: 'REAPPOINTMENT', recipients, ...rendered })
  }
}

async function recipientsOf(tx: Transaction, { organizationId, approverId }: FlyingPolicy): Promise<string[]> {
  const approver = await findMember(tx, organizationId, approverId)
  return approver?.activatedAt == null ? await administratorAddresses(tx, organizationId) : [approver.email]
}

function countOf(outcomes: readonly Outcome[], state: Outcome['state']): number {
  return outcomes.filter((outcome) => outcome.state === state).reduce((sum, { count }) => sum + count, 0)
}

function labelOf({ state, reason }: Outcome): string {
  const label = state in STATES ? STATES[state as keyof typeof STATES] : state
  return reason === 'DUE' ? label : `${label}: ${reason.toLowerCase().replaceAll('_', ' ')}`
}

function amountOf({ count, cents, state }: Outcome, currency: string): string {
  return state === 'SKIPPED' ? String(count) : `${count}, ${formatCents(cents, currency)}`
}
