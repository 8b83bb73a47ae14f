import pg from 'pg'
import { cliniciansByIds, cliniciansKnownByNpis } from '../../src/clinicians/clinician.queries.js'
import type { Database } from '../../src/db/database.js'
import type { Clock } from '../../src/kernel/clock.js'
import { issueDocuments } from '../../src/profiles/profile.documents.js'
import { takeSnapshots } from '../../src/profiles/profile.snapshots.js'
import { npiOf } from './monitoring.files.js'

/** How much is monitored. */
export interface MonitoringSize {
  /** Clinicians of the directory; half of them are monitored, each by several organizations. */
  clinicians: number
  organizations: number
  /** Terms of each organization. */
  each: number
}

/** An id of the bench: the number, after the prefix, with as many digits as ids have. */
const id = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`
const organizationId = (n: number) => `org_${String(n).padStart(26, '0')}`

const PARTIES = `
  with n as (select generate_series(1, $1::int) as n),
  o as (insert into organizations (id, mode, name, time_zone, created_at)
        select ${id('org', 'n')}, 'TEST', 'Fictional Hospital ' || n || '.', 'America/Chicago', '2026-01-01' from n),
  u as (insert into users (id, email, full_name, created_at, activated_at)
        select ${id('usr', 'n')}, 'administrator-' || n || '@hospital.example', 'Sample Administrator', '2026-01-01', '2026-01-01' from n),
  m as (insert into memberships (id, organization_id, user_id, roles, created_at)
        select ${id('mbr', 'n')}, ${id('org', 'n')}, ${id('usr', 'n')}, array['ORGANIZATION_ADMINISTRATOR'], '2026-01-01' from n),
  v as (insert into vendors (id, name, kind, organization_id, created_at)
        select ${id('vnd', '1')}, 'Bench Credentialing Software', 'SOFTWARE', null, '2026-01-01'),
  g as (insert into vendor_grants (id, organization_id, vendor_id, scopes, granted_by_user_id, granted_at)
        select ${id('grt', 'n')}, ${id('org', 'n')}, ${id('vnd', '1')}, array['monitoring:write'], ${id('usr', 'n')}, '2026-01-01' from n)
  insert into orders (id, number, organization_id, mode, status, channel, placed_by_user_id, payment_method, currency,
                      total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
  select ${id('ord', 'n')}, n, ${id('org', 'n')}, 'TEST', 'COMPLETED', 'HUB', ${id('usr', 'n')}, 'ACCOUNT_BALANCE', 'USD',
         0, '2026-11-01', '2026-11-01', 'bench', 'bench-' || n, ''
    from n`

/** Who of the directory, what they bought of whom, and since when: $1 the organization, $2 the first number of a line. */
const TERMS = `
  with bought as (
    select row_number() over () + $2::bigint as k, * from unnest($3::text[], $4::text[]) as t (clinician_id, document_id)),
  items as (
    insert into order_items (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, document_id, purchased_at)
    select ${id('item', 'k * 2 + side')}, ${id('ord', '$1::int')}, (k - $2::bigint) * 2 + side, ${id('org', '$1::int')}, clinician_id,
           case side when 0 then 'INITIAL_APPOINTMENT' else 'CONTINUOUS_MONITORING' end, 0,
           case side when 0 then document_id end, '2026-11-01'
      from bought cross join generate_series(0, 1) side)
  insert into monitorings (id, organization_id, mode, clinician_id, order_item_id, document_id, started_at, ends_at,
                           remind_from, attested_until)
  select ${id('mon', 'k')}, ${id('org', '$1::int')}, 'TEST', clinician_id, ${id('item', 'k * 2 + 1')}, document_id,
         '2026-11-01', '2028-11-01', '2028-10-02', '2026-11-01'
    from bought`

/** Lets every organization have bought and monitor its share of the clinicians, with documents as services make them. */
export async function furnishMonitoring(
  database: Database,
  databaseUrl: string,
  clock: Clock,
  size: MonitoringSize,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Foreign keys and checks over many rows would take most of the time, and are not what is measured.
    await client.query('set session_replication_role = replica')
    await client.query('set synchronous_commit = off')
    await client.query(PARTIES, [size.organizations])
    const monitored = Math.floor(size.clinicians / 2)
    for (let n = 1; n <= size.organizations; n++) {
      const first = ((n - 1) * size.each) % monitored
      const npis = Array.from({ length: size.each }, (_one, index) => npiOf(((first + index) % monitored) * 2))
      const [clinicianIds, documentIds] = await documentsOf(database, clock, organizationId(n), npis)
      await client.query(TERMS, [n, n * size.each, clinicianIds, documentIds])
    }
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

async function documentsOf(
  database: Database,
  clock: Clock,
  organizationId: string,
  npis: readonly string[],
): Promise<[string[], string[]]> {
  return await database.transaction(async (tx) => {
    const known = await cliniciansKnownByNpis(tx, 'TEST', npis)
    const clinicians = await cliniciansByIds(
      tx,
      'TEST',
      known.map(({ id }) => id),
    )
    const snapshots = await takeSnapshots(tx, clock, 'TEST', clinicians)
    const profiles = clinicians.map(({ id }) => {
      return { snapshotId: snapshots.get(id) ?? '', product: 'INITIAL_APPOINTMENT' as const }
    })
    const documentIds = await issueDocuments(
      tx,
      {
        ...{ organizationId, mode: 'TEST', orderNumber: 'PO-000001', organizationName: 'Fictional Hospital' },
        ...{ requestedBy: 'Bench', timeZone: 'America/Chicago', asOf: new Date('2026-11-01T00:00:00Z') },
      },
      profiles,
    )
    return [clinicians.map(({ id }) => id), documentIds]
  })
}
