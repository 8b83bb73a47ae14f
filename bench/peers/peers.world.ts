import pg from 'pg'
import { NPI_OF_NUMBER } from '../search/search.world.js'
import { PROFILE_TEMPLATE } from './peers.profile.js'

/** How much there is in the database. */
export interface WorldSize {
  clinicians: number
  orders: number
}

/** Clinicians with a whole profile, whom orders are of: the others make the directory large. */
const MOST_PROFILES = 100_000
/** Rows that one statement fills: a progress to be seen, and no transaction of minutes. */
const AT_A_TIME = 500_000
/** Made-up numbers begin after those that the sandbox may have. */
const FIRST_NPI = 50_000_000
const CENTS = 100
const DEPOSIT_CENTS = 100_000_000

/** An id of the bench: the number, after the prefix, with as many digits as ids have. */
const id = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`

/** What peers write orders into: the same columns and keys, none of the rules. PostgreSQL places an order for PostGraphile. */
const PEER_TABLES = `
  create schema peers;
  create table peers.orders (
    id bigint generated always as identity primary key, number bigint not null unique generated always as identity,
    organization_id text not null references organizations, clinician_id text not null references clinicians,
    idempotency_key text not null unique, status text not null, total_cents bigint not null,
    placed_at timestamptz not null default now());
  create index on peers.orders (organization_id, placed_at);
  create table peers.order_lines (
    id bigint generated always as identity primary key, order_id bigint not null references peers.orders, line int not null,
    clinician_id text not null references clinicians, product text not null, price_cents bigint not null,
    unique (order_id, line));
  create table peers.ledger_entries (
    id bigint generated always as identity primary key, organization_id text not null references organizations,
    order_id bigint not null unique references peers.orders, amount_cents bigint not null,
    created_at timestamptz not null default now());
  create table peers.outbox (
    id bigint generated always as identity primary key, order_id bigint not null references peers.orders,
    kind text not null, created_at timestamptz not null default now());
  create schema peers_api;
  create type peers_api.placed_order as (replayed boolean, number text, status text);
  create function peers_api.place_order(organization_id text, clinician_id text, product text, key text)
    returns peers_api.placed_order language plpgsql volatile as $$
    #variable_conflict use_column
    declare placed peers.orders;
    begin
      insert into peers.orders (organization_id, clinician_id, idempotency_key, status, total_cents)
      values (place_order.organization_id, place_order.clinician_id, key, 'COMPLETED', 4100) on conflict (idempotency_key) do nothing
      returning * into placed;
      if placed.id is null then
        select * into placed from peers.orders where idempotency_key = key;
        return (true, placed.number::text, placed.status);
      end if;
      insert into peers.order_lines (order_id, line, clinician_id, product, price_cents)
      values (placed.id, 1, place_order.clinician_id, place_order.product, 4100);
      insert into peers.ledger_entries (organization_id, order_id, amount_cents) values (place_order.organization_id, placed.id, -4100);
      insert into peers.outbox (order_id, kind) values (placed.id, 'order.completed');
      return (false, placed.number::text, placed.status);
    end $$;`

const SETUP = `
  create temp table bench_organizations as
    select row_number() over (order by o.id) - 1 as n, o.id, a.id as account_id, g.vendor_id,
           (select k.id from api_keys k where k.vendor_id = g.vendor_id limit 1) as api_key_id
      from organizations o join accounts a on a.organization_id = o.id
      join lateral (select min(vendor_id) as vendor_id from vendor_grants where organization_id = o.id) g on true;
  create temp table bench_template as select $template$${JSON.stringify(PROFILE_TEMPLATE)}$template$::text as content;`

const CLINICIANS = `
  with c as (
    insert into clinicians (id, mode, kind, npi, first_name, middle_name, last_name, credential, birth_date, city, state,
                            created_at, updated_at)
    select ${id('cln', 'n')}, 'TEST', 'PHYSICIAN', pg_temp.npi(${FIRST_NPI} + n), 'TESTINA', 'Q', 'FICTIONAL' || n, 'MD',
           date '1945-01-01' + n % 18000, 'Sampleton', 'IL', '2026-05-02', '2026-05-02'
      from generate_series($1::int, $2::int) n
    returning *)
  insert into clinician_names (clinician_id, name_key, type, source, first_name, middle_name, last_name, birth_date)
  select id, lower(last_name) || '|' || lower(first_name), 'LEGAL', 'NPPES', first_name, middle_name, last_name, birth_date
    from c`

const PLAIN_FACTS = `
  insert into clinician_facts (clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at)
  select id, 'NPI', 'NPPES', 'only', 0,
         jsonb_build_object('number', npi, 'enumeratedOn', '2006-05-23', 'deactivatedOn', null, 'reactivatedOn', null),
         '2026-05-01', '2026-05-02'
    from clinicians where id between ${id('cln', '$1::int')} and ${id('cln', '$2::int')}`

const PROFILES = `
  with made as (
    select n, c.id, replace(replace(replace(t.content, '@id@', c.id), '@npi@', c.npi), '@last@', c.last_name) as content
      from bench_template t, generate_series($1::int, $2::int) n join clinicians c on c.id = ${id('cln', 'n')}),
  facts as (
    insert into clinician_facts (clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at)
    select m.id, s.key, 'SAMPLE', e.place::text, e.place - 1, e.element -> 'value', '2026-05-01', '2026-05-02'
      from made m, jsonb_each(m.content::jsonb -> 'sections') s,
           jsonb_array_elements(s.value -> 'elements') with ordinality e (element, place))
  insert into profile_snapshots (id, number, clinician_id, content, content_sha256, created_at)
  select ${id('snap', 'n')}, n, id, content, encode(sha256(convert_to(content, 'UTF8')), 'hex'), '2026-05-02' from made`

/** Order `n` is the `k`th of its organization; the last of them was placed just now, the first two years ago. */
const ORDERS = `
  with numbered as materialized (
    select i.n, (i.n - 1) / size.organizations + 1 as k, o.id, o.account_id, o.vendor_id, o.api_key_id,
           1 + (i.n::bigint * 7919) % $3::int as c,
           date_trunc('second', now()) - ($4::float8 - i.n) / $4::float8 * interval '2 years' as at
      from (select count(*) as organizations from bench_organizations) size
     cross join generate_series($1::int, $2::int) i (n)
      join bench_organizations o on o.n = (i.n - 1) % size.organizations),
  documents as (
    insert into profile_documents (id, number, organization_id, snapshot_id, mode, product, order_number, organization_name,
                                   requested_by, time_zone, as_of)
    select ${id('doc', 'n')}, n, id, ${id('snap', 'c')}, 'TEST', 'INITIAL_APPOINTMENT', 'PO-' || lpad(n::text, 10, '0'),
           'Crash Hospital', 'Crash Credentialing Software', 'America/Chicago', at from numbered),
  ledger as (
    insert into ledger_transactions (id, account_id, sequence, kind, payment_method, order_id, entry_count, description,
                                     balance_before_cents, created_at)
    select ${id('ltx', 'n')}, account_id, k + 1, 'PURCHASE', 'ACCOUNT_BALANCE', ${id('ord', 'n')}, 2, 'Bench',
           ${DEPOSIT_CENTS} - (k - 1) * ${CENTS}, at from numbered),
  entries as (
    insert into ledger_entries (id, transaction_id, account_id, book, sequence, amount_cents, balance_after_cents)
    select ${id('le', 'n * 2::bigint + side')}, ${id('ltx', 'n')}, account_id,
           case side when 1 then 'REVENUE' else 'BALANCE' end, k + 1 - side, case side when 1 then ${CENTS} else -${CENTS} end,
           case side when 1 then k * ${CENTS} else ${DEPOSIT_CENTS} - k * ${CENTS} end
      from numbered, generate_series(0, 1) side),
  items as (
    insert into order_items (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, document_id,
                             purchased_at)
    select ${id('item', 'n')}, ${id('ord', 'n')}, 1, id, ${id('cln', 'c')}, 'INITIAL_APPOINTMENT', ${CENTS},
           ${id('doc', 'n')}, at from numbered)
  insert into orders (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, payment_method, currency,
                      total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256, completed_at)
  select ${id('ord', 'n')}, n, id, 'TEST', 'COMPLETED', 'INTEGRATION', vendor_id, api_key_id, 'ACCOUNT_BALANCE', 'USD',
         ${CENTS}, at, at::date, 'bench', 'bench-' || n, '', at from numbered`

const SEQUENCES = `
  select setval('order_numbers', $1::bigint + 1), setval('profile_document_numbers', $1::bigint + 1),
         setval('profile_snapshot_numbers', $2::bigint + 1)`

/** What rows go into, and the indexes of these that no constraint needs. */
const INDEXES = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
   where indrelid = any ('{clinicians,clinician_names,clinician_facts,profile_snapshots,profile_documents,ledger_transactions,
                           ledger_entries,order_items,orders}'::regclass[])
     and not indisprimary and not exists (select from pg_constraint where conindid = indexrelid)`

/** While tens of gigabytes are written that nobody would miss: neither a checkpoint for each, nor whole pages in the log. */
const HASTE = { max_wal_size: '8GB', checkpoint_timeout: '30min', full_page_writes: 'off' }

/**
 * Fills a furnished database with clinicians, profiles and orders, as loads and services would have left them: the books
 * of each account go up, and an order placed afterwards continues them. Needs a superuser.
 */
export async function fillWorld(databaseUrl: string, size: WorldSize, say: (text: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const profiles = profilesOf(size)
  try {
    // Triggers and foreign keys would take most of the time, and are not what is measured.
    for (const setting of ['session_replication_role = replica', 'synchronous_commit = off', 'statement_timeout = 0'])
      await client.query(`set ${setting}`)
    for (const memory of ['work_mem', 'maintenance_work_mem']) await client.query(`set ${memory} = '512MB'`)
    for (const [name, value] of Object.entries(HASTE)) await client.query(`alter system set ${name} = '${value}'`)
    await client.query('select pg_reload_conf()')
    for (const setup of [NPI_OF_NUMBER, PEER_TABLES, SETUP]) await client.query(setup)
    const fill = async (what: string, count: number, sql: string, values: readonly unknown[] = [], from = 1) => {
      if (from > count) return
      const startedAt = performance.now()
      for (let first = from; first <= count; first += AT_A_TIME)
        await client.query(sql, [first, Math.min(count, first + AT_A_TIME - 1), ...values])
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
      say(`${(count - from + 1).toLocaleString('en-US')} ${what}, in ${seconds} s`)
    }
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(INDEXES)
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await fill('clinicians', size.clinicians, CLINICIANS)
    await fill('facts of them', size.clinicians, PLAIN_FACTS, [], profiles + 1)
    await fill('profiles', profiles, PROFILES)
    await fill('orders', size.orders, ORDERS, [profiles, size.orders])
    const startedAt = performance.now()
    // One over many rows is made in a fraction of the time that row by row would take.
    for (const { definition } of indexes) await client.query(definition)
    say(`${indexes.length} indexes, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
    await client.query(SEQUENCES, [size.orders, profiles])
    for (const name of Object.keys(HASTE)) await client.query(`alter system reset ${name}`)
    await client.query('select pg_reload_conf()')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** How many of the clinicians have a profile. */
export function profilesOf({ clinicians }: WorldSize): number {
  return Math.min(clinicians, MOST_PROFILES)
}
