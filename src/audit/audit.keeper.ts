import type { Logger } from 'pino'
import type { Database, Transaction } from '../db/database.js'
import { dropParts, type ExpiredParts, expiredParts, keepParts, type PartitionedFamily } from '../db/partitions.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { recordAudit, unattended } from './audit.trail.js'

/** Begins the months of the trail ahead, and drops those past their time. It needs no retries: it comes again. */
export const KeepAuditMonths = defineJob<Record<string, never>>({
  name: 'KeepAuditMonths',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 600,
  onePending: true,
})

/** How often `KeepAuditMonths` runs. */
export const KEEP_AUDIT_MONTHS_EVERY_SECONDS = 3_600

const AUDIT_PARTS: PartitionedFamily = {
  tables: [
    {
      name: 'audit_events',
      key: 'occurred_at',
      // Triggers of statements are those of the named table alone.
      furnish: (part) => `create trigger audit_events_append_only before update or delete or truncate on ${part}
        for each statement execute function refuse_change();`,
    },
  ],
  keyAt: (instant) => instant.toISOString(),
}

/**
 * What is to go, with what went before: few ranges, for ids follow the time. A seal has to have all of it: whether it
 * was there is then for the chain to tell.
 */
const RETIRING = readStatement<{ ids: string; count: number; sealed: boolean }>(
  'audit_retiring',
  `with old as (select id from audit_events where occurred_at < $1),
    islands as (
      select int8range(min(id), max(id) + 1) as ids, count(*) as count
        from (select id, id - row_number() over (order by id) as island from old) o group by island),
    whole as (select coalesce(range_agg(ids), '{}') as ids, coalesce(sum(count), 0)::bigint as count from islands)
  select (ids + coalesce((select event_ids from audit_retirements order by retired_at desc limit 1), '{}'))::text as ids,
         count,
         isempty(ids - coalesce((select range_agg(s.event_ids) from audit_seals s where s.event_ids && whole.ids), '{}'))
           as sealed
    from whole`,
)

const INSERT = writeStatement(
  'audit_retirement_insert',
  `insert into audit_retirements (retired_at, before, event_count, event_ids)
   values ($1, $2, $3, $4::text::int8multirange)`,
)

/** Keeps the audit trail in months, and no longer than it is to be kept. */
export class AuditKeeper {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    /** How many months an event is kept at least; null: for ever. */
    private readonly retentionMonths: number | null,
  ) {}

  /** Does `KeepAuditMonths`. */
  async keep(): Promise<void> {
    await keepParts(this.database, AUDIT_PARTS, this.clock.now(), (tx) => this.#retire(tx))
  }

  async #retire(tx: Transaction): Promise<void> {
    if (this.retentionMonths === null) return
    const keptSince = this.clock.now()
    keptSince.setUTCMonth(keptSince.getUTCMonth() - this.retentionMonths)
    const expired = await expiredParts(tx, AUDIT_PARTS, keptSince)
    if (expired !== null) await this.#drop(tx, expired)
  }

  /**
   * What is dropped stays known by its ids, which the trail itself vouches for: whoever verifies it can tell what was
   * past its time from what is missing.
   */
  async #drop(tx: Transaction, expired: ExpiredParts): Promise<void> {
    const [{ ids, count, sealed } = { ids: '{}', count: 0, sealed: false }] = await tx.rows(RETIRING, [expired.before])
    const told = { before: expired.before, events: count }
    if (!sealed) {
      this.logger.error(told, 'audit events past their time are in no seal: kept')
      return
    }
    await dropParts(tx, AUDIT_PARTS, expired)
    const at = this.clock.now()
    await tx.write(INSERT, [at, expired.before, count, ids])
    await recordAudit(tx, {
      action: 'AUDIT_RETIRED',
      actor: 'SYSTEM',
      request: unattended(),
      organizationId: null,
      subject: { kind: 'auditRetirement', ids: [sha256Hex(ids)] },
      at,
    })
    this.logger.info(told, 'audit events past their time dropped')
  }
}
