import type pg from 'pg'
import type { Logger } from 'pino'
import { JOBS_SCHEMA } from '../db/migrate.js'

/** How long a job stays with a worker that gives no sign of life: with the look for such jobs, less than a minute. */
export const LEASE_SECONDS = 20
/** So that two signs may be lost, or late. */
const SIGNS_PER_LEASE = 3

/** A job that this process does now. */
export interface HeldJob {
  name: string
  id: string
}

/** pg-boss measures the time of a run from here; nothing else looks at it. */
const RENEW = `
  update ${JOBS_SCHEMA}.job set started_on = now()
   where name = any ($1::text[]) and id = any ($2::uuid[]) and state = 'active'`

/**
 * The signs of life of a working process: one statement for all jobs that it does. So a job of a killed worker is taken
 * up by another soon, however long its kind may take.
 */
export class JobLeases {
  #timer: NodeJS.Timeout | null = null

  constructor(
    private readonly pool: pg.Pool,
    private readonly logger: Logger,
  ) {}

  start(leaseSeconds: number, held: () => readonly HeldJob[]): void {
    this.#timer ??= setInterval(() => void this.#renew(held()), (leaseSeconds * 1000) / SIGNS_PER_LEASE)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** The jobs begin their lease anew; one that another process has taken since is left to that one's signs. */
  async #renew(held: readonly HeldJob[]): Promise<void> {
    if (held.length === 0) return
    const names = [...new Set(held.map(({ name }) => name))]
    await this.pool.query(RENEW, [names, held.map(({ id }) => id)]).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'leases of jobs were not renewed; the next time tries again')
    })
  }
}
