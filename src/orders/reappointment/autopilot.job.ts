import type { Logger } from 'pino'
import type { Database } from '../../db/database.js'
import { defineJob } from '../../jobs/job.definition.js'
import type { Clock } from '../../kernel/clock.js'
import { UserErrors } from '../../kernel/errors.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { type Verdict, verdictOfCode } from './autopilot.rules.js'
import type { ReappointmentFlight } from './reappointment.flight.js'
import type { ReappointmentMetrics } from './reappointment.metrics.js'
import type { DecisionState } from './reappointment-decision.type.js'
import { takePolicyToRun } from './reappointment-policy.queries.js'

/** Lets the autopilot do every organization's day that has begun; what is to be done is found in the data. */
export const FlyReappointmentAutopilot = defineJob<Record<string, never>>({
  name: 'FlyReappointmentAutopilot',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 900,
  onePending: true,
})

/** How often `FlyReappointmentAutopilot` runs: an organization's night is done within an hour of its midnight. */
export const FLY_AUTOPILOT_EVERY_SECONDS = 1_800

/** The nightly autopilot (domain.md, "Orders"): a transaction for each step, so a process that dies loses none twice. */
export class ReappointmentAutopilot {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly flight: ReappointmentFlight,
    private readonly metrics: ReappointmentMetrics,
    private readonly logger: Logger,
  ) {}

  /** One that fails waits for the next run and holds up no other. */
  async flyDue(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    while (!stopping.aborted && (await this.#step(failed))) {}
  }

  async #step(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    const attempt = async (only: string | null, refused: Verdict): Promise<DecisionState[] | null> =>
      await this.database.transaction(async (tx) => {
        taken = only
        const policy = await takePolicyToRun(tx, this.clock.now(), { only, except: failed })
        if (policy === null) return null
        taken = policy.organizationId
        return await this.flight.step(tx, policy, timeOf(this.clock, policy), refused)
      })
    try {
      const states = await attempt(null, null).catch(async (error: unknown) => {
        // Something stands against the order as a whole: that is a decision too, in a transaction of its own.
        if (!(error instanceof UserErrors)) throw error
        return (await attempt(taken, verdictOfCode(error.items[0]?.code ?? ''))) ?? []
      })
      if (states === null) return false
      this.metrics.decided(states)
      this.logger.info({ organizationId: taken, decisions: states.length }, 'the reappointment autopilot decided')
      return true
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, organizationId: taken }, 'the reappointment autopilot failed')
      failed.push(taken)
      return true
    }
  }
}
