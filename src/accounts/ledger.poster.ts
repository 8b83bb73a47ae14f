import { setTimeout as sleep } from 'node:timers/promises'
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'

/** Makes what is pending posted, account by account, in the night of each organization. */
export const PostLedger = defineJob<Record<string, never>>({
  name: 'PostLedger',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 600,
  onePending: true,
})

/** How often somebody looks for accounts to post. */
export const POST_LEDGER_EVERY_SECONDS = 300

/** A transaction is posted within 24 hours (domain.md, "Account"): the night may come too late by as much as a run. */
const LONGEST_PENDING_MS = 23.5 * 3_600_000

/** How many accounts are posted by one statement. */
const BATCH = 1_000

/** How often, and after how long, accounts are looked at again in which money was just moving. */
const TRIES = 5
const TRY_AGAIN_MS = 1_000

/**
 * Accounts `a` whose oldest pending transaction is of a day that is over in the organization's time zone, or has waited for
 * almost a day; with what is `newest` there, and `clock.now`.
 */
const DUE = `accounts a
     join organizations o on o.id = a.organization_id
     cross join lateral (select $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond' as now) clock
     cross join lateral (select coalesce(max(p.through_sequence), 0) as through
                           from ledger_postings p where p.account_id = a.id) posted
     cross join lateral (select t.sequence from ledger_transactions t
                          where t.account_id = a.id order by t.sequence desc limit 1) newest
     join ledger_transactions oldest on oldest.account_id = a.id and oldest.sequence = posted.through + 1
    where newest.sequence > posted.through
      and (oldest.created_at < clock.now - $2::bigint * interval '1 millisecond'
           or oldest.created_at < date_trunc('day', clock.now at time zone o.time_zone) at time zone o.time_zone)`

/**
 * All of an account is posted at once, through its newest transaction. What is in sight has no gap: sequences are given
 * under the account's lock, which is held until the commit. An account in which money moves just now is left for the next
 * time: to wait for it would make the payers of all accounts before it wait as well.
 */
const POST = writeStatement<{ accountId: string }>(
  'ledger_post',
  `insert into ledger_postings (account_id, through_sequence, posted_at)
   select a.id, newest.sequence, clock.now from ${DUE} and a.id > $3
    order by a.id
    limit $4
    for key share of a skip locked
   on conflict do nothing
   returning account_id as "accountId"`,
)

const IS_LEFT = readStatement<{ isLeft: boolean }>(
  'ledger_post_is_left',
  `select exists (select from ${DUE}) as "isLeft"`,
)

const OLDEST_PENDING = readStatement<{ seconds: number }>(
  'ledger_oldest_pending',
  `select coalesce(max(extract(epoch from $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond' - oldest.created_at)), 0)::float8 as seconds
     from accounts a
     join organizations o on o.id = a.organization_id
     cross join lateral (select coalesce(max(p.through_sequence), 0) as through
                           from ledger_postings p where p.account_id = a.id) posted
     join ledger_transactions oldest on oldest.account_id = a.id and oldest.sequence = posted.through + 1`,
)

/** The nightly posting (domain.md, "Account, activity, receipts"). Any number may run at once: a posting is only added. */
export class LedgerPoster {
  readonly #posted: Counter

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    this.#posted = new Counter({
      name: 'gateway_ledger_postings_total',
      help: 'Postings of accounts that were made.',
      registers: [metrics],
    })
    const oldest: Gauge = new Gauge({
      name: 'gateway_ledger_oldest_pending_seconds',
      help: 'Since when the oldest transaction waits for its posting; it must not reach a day.',
      registers: [metrics],
      collect: async () => {
        // A database that is away fails no scrape.
        if (!database.dataSource.isInitialized) return
        const [row] = await database.rows(OLDEST_PENDING, [clock.now()]).catch(() => [])
        if (row !== undefined) oldest.set(row.seconds)
      },
    })
  }

  /** Does `PostLedger`: posts every account that is due. Killed anywhere, it goes on with the next run. */
  async postDue(stopping?: AbortSignal): Promise<void> {
    const now = this.clock.now()
    for (let tries = 1; !stopping?.aborted; tries++) {
      await this.#postUnlocked(now, stopping)
      const [left] = await this.database.rows(IS_LEFT, [now, LONGEST_PENDING_MS])
      if (left?.isLeft !== true || tries === TRIES) return
      await sleep(TRY_AGAIN_MS)
    }
  }

  async #postUnlocked(now: Date, stopping?: AbortSignal): Promise<void> {
    for (let after = ''; !stopping?.aborted; ) {
      const posted = await this.database.transaction((tx) => tx.write(POST, [now, LONGEST_PENDING_MS, after, BATCH]))
      this.#posted.inc(posted.length)
      const last = posted
        .map(({ accountId }) => accountId)
        .sort()
        .at(-1)
      if (last === undefined) return
      after = last
    }
  }
}
