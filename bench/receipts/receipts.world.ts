import pg from 'pg'

/** How large a day is. */
export interface DaySize {
  organizations: number
  /** Of each organization; a fifth of them have two lines. */
  orders: number
}

/** The day of the orders; the clock of the measurement stands in the morning after. */
export const DAY = '2026-11-03'
export const MORNING_AFTER = new Date('2026-11-04T12:00:00Z')

const VENDORS = 20
const CLINICIANS = 20_000
/** Organizations that one statement fills: a progress to be seen, and no statement of minutes. */
const AT_A_TIME = 250

/** An id of the bench: the number, after the prefix, with as many digits as ids have. */
const id = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`

const PARTIES = `
  insert into vendors (id, name, kind, organization_id, created_at)
  select ${id('vnd', 'n')}, 'Bench Credentialing Software ' || n, 'SOFTWARE', null, '2026-01-01' from generate_series(1, ${VENDORS}) n;
  insert into api_keys (id, vendor_id, mode, name, selector, secret_sha256, scopes, created_at)
  select ${id('key', 'n')}, ${id('vnd', 'n')}, 'TEST', 'Bench', 'bench' || n, repeat('0', 64), array['orders:write'], '2026-01-01'
    from generate_series(1, ${VENDORS}) n;
  insert into clinicians (id, mode, kind, npi, first_name, last_name, credential, created_at, updated_at)
  select ${id('cln', 'n')}, 'TEST', 'PHYSICIAN', (2000000000 + n)::text, 'Testina', 'Fictional' || n, 'MD', '2026-01-01', '2026-01-01'
    from generate_series(1, ${CLINICIANS}) n;`

const ORGANIZATIONS = `
  with n as (select generate_series($1::int, $2::int) as n),
  o as (insert into organizations (id, mode, name, time_zone, created_at)
        select ${id('org', 'n')}, 'TEST', 'Fictional Hospital ' || n, 'America/Chicago', '2026-01-01' from n),
  u as (insert into users (id, email, full_name, created_at, activated_at)
        select ${id('usr', 'n')}, 'administrator-' || n || '@hospital.example', 'Sample Administrator', '2026-01-01', '2026-01-01' from n),
  m as (insert into memberships (id, organization_id, user_id, roles, created_at)
        select ${id('mbr', 'n')}, ${id('org', 'n')}, ${id('usr', 'n')}, array['ORGANIZATION_ADMINISTRATOR'], '2026-01-01' from n)
  insert into accounts (id, organization_id, currency, created_at)
  select ${id('acc', 'n')}, ${id('org', 'n')}, 'USD', '2026-01-01' from n`

/** What orders of the day are: $1 to $2 the organizations, $3 the orders of each. */
const NUMBERS = `
  select n, k, (n - 1) * $3::int + k as number, 1 + (n * 7 + k) % ${VENDORS} as vendor,
         case when k % 5 = 0 then 2 else 1 end as lines
    from generate_series($1::int, $2::int) n, generate_series(1, $3::int) k`

const ORDERS = `
  with awaiting as (
    insert into orders_awaiting_receipt (organization_id, placed_on, order_id)
    select ${id('org', 'n')}, '${DAY}', ${id('ord', 'number')} from (${NUMBERS}) o)
  insert into orders (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, payment_method, currency,
                      total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
  select ${id('ord', 'number')}, number, ${id('org', 'n')}, 'TEST', 'COMPLETED', 'INTEGRATION', ${id('vnd', 'vendor')},
         ${id('key', 'vendor')}, case when k % 10 = 3 then 'CREDIT_CARD' else 'ACCOUNT_BALANCE' end, 'USD', 1800 * lines,
         '${DAY} 14:00:00Z'::timestamptz + k * interval '1 second', '${DAY}', ${id('key', 'vendor')}, 'bench-' || number, ''
    from (${NUMBERS}) o`

const ITEMS = `
  insert into order_items (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, vendor_reference,
                           document_id, purchased_at)
  select ${id('item', 'number * 2 + line')}, ${id('ord', 'number')}, line, ${id('org', 'n')},
         ${id('cln', `1 + (number * 31 + line) % ${CLINICIANS}`)}, 'REAPPOINTMENT', 1800, 'REF-' || number, 'doc_bench', '${DAY}'
    from (${NUMBERS}) o, generate_series(1, o.lines) line`

const LEDGER = `
  with o as (${NUMBERS}),
  t as (insert into ledger_transactions (id, account_id, sequence, kind, payment_method, order_id, entry_count, description,
                                       balance_before_cents, created_at)
        select ${id('ltx', 'number')}, ${id('acc', 'n')}, k, 'PURCHASE',
               case when k % 10 = 3 then 'CREDIT_CARD' else 'ACCOUNT_BALANCE' end, ${id('ord', 'number')}, 2, 'Bench', 0, '${DAY}' from o)
  insert into ledger_entries (id, transaction_id, account_id, book, sequence, amount_cents, balance_after_cents)
  select ${id('le', 'number * 2 + side')}, ${id('ltx', 'number')}, ${id('acc', 'n')},
         case when side = 1 then 'REVENUE' when k % 10 = 3 then 'CARD' else 'BALANCE' end, k,
         case side when 1 then 1800 * lines else -1800 * lines end, 0
    from o, generate_series(0, 1) side`

/** Fills the database with a day of orders, as services would have left them; the books' chains are left out. */
export async function furnishDay(databaseUrl: string, size: DaySize): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Triggers and foreign keys would take most of the time, and are not what is measured.
    await client.query('set session_replication_role = replica')
    await client.query('set synchronous_commit = off')
    await client.query(PARTIES)
    for (let from = 1; from <= size.organizations; from += AT_A_TIME) {
      const to = Math.min(size.organizations, from + AT_A_TIME - 1)
      await client.query(ORGANIZATIONS, [from, to])
      for (const fill of [ORDERS, ITEMS, LEDGER]) await client.query(fill, [from, to, size.orders])
    }
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
