import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { JobDefinition } from '../../src/jobs/job.definition.js'
import { JobQueue } from '../../src/jobs/job.queue.js'
import { FlyReappointmentAutopilot } from '../../src/orders/reappointment/autopilot.job.js'
import { SendDailyReceipts } from '../../src/receipts/daily-receipt.job.js'
import type { World } from './crash.world.js'

const MOST_TRIES = 100
const BETWEEN_TRIES_MS = 200

/** Asks the workers for what they do by the clock: there is none that several processes share, and no time to wait. */
export class Clockwork {
  private constructor(
    private readonly world: World,
    private readonly jobs: JobQueue,
  ) {}

  static async start(world: World, databaseUrl: string): Promise<Clockwork> {
    const jobs = new JobQueue({
      url: databaseUrl,
      jobs: [SendDailyReceipts, FlyReappointmentAutopilot],
      logger: pino({ level: 'error' }),
      metrics: new Registry(),
    })
    await jobs.start('sending')
    return new Clockwork(world, jobs)
  }

  /** Adds a job, as its time does. */
  async strike(job: JobDefinition<Record<string, never>>): Promise<void> {
    await untilBack(() => this.world.database.transaction((tx) => this.jobs.add(tx, job, {})))
  }

  async stop(): Promise<void> {
    await this.jobs.stop()
  }
}

/** While the database is away, again until it is back. */
export async function untilBack<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === MOST_TRIES) throw error
      await sleep(BETWEEN_TRIES_MS)
    }
  }
}
