import type { Transaction } from '../db/database.js'

/** The organization of the world that ordered the most. */
export const BUSY_ORGANIZATION = 'org_history_1'

/**
 * Fills the database with orders of one line each, a quarter of an hour between two, over ten organizations of which the
 * first placed every second one; each clinician was bought some five times. Last names are `Fictional0`, `Fictional1` …
 * Without triggers and foreign keys, so that many are made in no time.
 */
export async function writeHistoryWorld({ client }: Transaction, orders: number): Promise<void> {
  const clinicians = Math.ceil(orders / 10)
  const organization = `'org_history_' || case when i % 2 = 0 then 1 else 2 + i % 9 end`
  const placedAt = `timestamptz '2026-01-01 00:00Z' + i * interval '15 minutes'`
  const id = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`
  const clinician = id('cln', `i::bigint * 7919 % ${clinicians}`)
  await client.query(`
    set local session_replication_role = replica;
    insert into organizations (id, mode, name, time_zone, created_at)
      select 'org_history_' || i, 'TEST', 'Fictional Hospital', 'America/Chicago', now() from generate_series(1, 10) i;
    insert into clinicians (id, mode, kind, first_name, last_name, created_at, updated_at)
      select ${id('cln', 'i')}, 'TEST', 'PHYSICIAN', 'Testa', 'Fictional' || i, now(), now()
        from generate_series(0, ${clinicians - 1}) i;
    insert into clinician_names (clinician_id, name_key, type, source, first_name, last_name)
      select id, lower(last_name) || '|testa', 'LEGAL', 'Sandbox', first_name, last_name from clinicians
       where last_name like 'Fictional%' and first_name = 'Testa';
    insert into orders (id, number, organization_id, mode, status, channel, placed_by_user_id, payment_method, currency,
                        total_cents, placed_at, placed_on, completed_at, idempotency_scope, idempotency_key, request_sha256)
      select ${id('ord', 'i')}, i, ${organization}, 'TEST', 'COMPLETED', 'HUB', 'usr_history', 'ACCOUNT_BALANCE', 'USD',
             4100, ${placedAt}, (${placedAt})::date, ${placedAt}, 'history', i::text, ''
        from generate_series(1, ${orders}) i;
    insert into order_items (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, document_id,
                             purchased_at)
      select ${id('item', 'i')}, ${id('ord', 'i')}, 1, ${organization}, ${clinician}, 'INITIAL_APPOINTMENT', 4100,
             ${id('doc', 'i')}, ${placedAt}
        from generate_series(1, ${orders}) i;
    set local session_replication_role = origin;
  `)
}
