import { Gauge, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import type { LedgerCheck } from './ledger-check.entity.js'

/** Reads the whole ledger again, and counts what is not as it must be. */
export const CheckLedger = defineJob<Record<string, never>>({
  name: 'CheckLedger',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 900,
  onePending: true,
})

/** How often somebody looks whether a round is due, or was left unfinished. */
export const CHECK_LEDGER_EVERY_SECONDS = 300

/** How long after the end of a round the next one begins. */
const ROUND_EVERY_MS = 3_600_000
/** How long rounds are remembered. */
const KEPT_MS = 90 * 86_400_000
/** How many accounts one statement reads: a big one has a million entries, and a statement has 15 seconds. */
const BATCH = 20

const BEGIN = writeStatement(
  'ledger_check_begin',
  `insert into ledger_checks (started_at, through_account_id, accounts, unbalanced, broken, gaps)
   select $1, '', 0, 0, 0, 0
    where not exists (select from ledger_checks where finished_at is null or finished_at > $2::timestamptz)
   on conflict do nothing`,
)

const FORGET = writeStatement('ledger_checks_forget', 'delete from ledger_checks where finished_at < $1')

/** The round that is open and that nobody else goes on with. */
const TAKE = writeStatement<Pick<LedgerCheck, 'startedAt' | 'throughAccountId'>>(
  'ledger_check_take',
  `select started_at as "startedAt", through_account_id as "throughAccountId"
     from ledger_checks where finished_at is null for update skip locked`,
)

/** All of a statement sees the same moment, and what is entered is entered whole: nothing in flight looks broken. */
const LOOK = writeStatement(
  'ledger_check_look',
  `with a as (select id from accounts where id > $2 order by id limit $3),
        e as (select transaction_id, amount_cents, book, balance_after_cents,
                     balance_after_cents - sum(amount_cents) over (partition by account_id, book order by sequence) as off
                from ledger_entries where account_id in (select id from a)),
        t as (select id, entry_count, sequence - row_number() over (partition by account_id order by sequence) as off
                from ledger_transactions where account_id in (select id from a)),
        s as (select transaction_id, count(*) as entries, sum(amount_cents) as cents from e group by transaction_id)
   update ledger_checks c
      set through_account_id = coalesce((select max(id) from a), c.through_account_id),
          accounts = c.accounts + (select count(*) from a),
          finished_at = case when (select count(*) from a) < $3 then greatest($4::timestamptz, c.started_at) end,
          unbalanced = c.unbalanced + (select count(*) from t left join s on s.transaction_id = t.id
            where coalesce(s.entries, 0) <> t.entry_count or coalesce(s.cents, 0) <> 0),
          broken = c.broken + (select count(*) from e where off <> 0 or (book = 'BALANCE' and balance_after_cents < 0)),
          gaps = c.gaps + (select count(*) from t where off <> 0)
    where c.started_at = $1`,
)

const LATEST = readStatement<Pick<LedgerCheck, 'unbalanced' | 'broken' | 'gaps'> & { finishedAt: Date }>(
  'ledger_check_latest',
  `select unbalanced, broken, gaps, finished_at as "finishedAt" from ledger_checks
    where finished_at is not null order by finished_at desc limit 1`,
)

/**
 * The database refuses an entry that breaks the books (docs/decisions/0025-double-entry-ledger.md); this finds what came
 * past it: a restore that went wrong, a hand in the tables. A round is a row, so that every process shows the same figures.
 */
export class LedgerChecker {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    const violations: Gauge<'invariant'> = new Gauge({
      name: 'gateway_ledger_violations',
      help: 'What the last round through the ledger found broken, by invariant; 0 as long as the books are sound.',
      labelNames: ['invariant'],
      registers: [metrics],
      collect: async () => {
        violations.reset()
        const latest = await this.#latest()
        for (const invariant of ['unbalanced', 'broken', 'gaps'] as const)
          if (latest !== null) violations.set({ invariant }, latest[invariant])
      },
    })
    const age: Gauge = new Gauge({
      name: 'gateway_ledger_check_age_seconds',
      help: 'How long ago the last round through the ledger ended; infinite before the first.',
      registers: [metrics],
      collect: async () => {
        const latest = await this.#latest()
        age.set(
          latest === null ? Number.POSITIVE_INFINITY : (clock.now().getTime() - latest.finishedAt.getTime()) / 1000,
        )
      },
    })
  }

  /** Does `CheckLedger`: begins a round that is due, or goes on with one that was left. */
  async check(stopping?: AbortSignal): Promise<void> {
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      await tx.write(FORGET, [new Date(now.getTime() - KEPT_MS)])
      await tx.write(BEGIN, [now, new Date(now.getTime() - ROUND_EVERY_MS)])
    })
    while (!stopping?.aborted && (await this.#lookOn()));
  }

  /** One statement's accounts further; false when no round is open, or another process is at it. */
  async #lookOn(): Promise<boolean> {
    return await this.database.transaction(async (tx) => {
      const [round] = await tx.write(TAKE, [])
      if (round === undefined) return false
      await tx.write(LOOK, [round.startedAt, round.throughAccountId, BATCH, this.clock.now()])
      return true
    })
  }

  /** Null before the first round, and while the database is away: that fails no scrape. */
  async #latest() {
    if (!this.database.dataSource.isInitialized) return null
    const [latest] = await this.database.rows(LATEST, []).catch(() => [])
    return latest ?? null
  }
}
