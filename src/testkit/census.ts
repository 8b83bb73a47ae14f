import { expect } from '@jest/globals'
import type { TestGateway } from './test-gateway.js'

/** How many rows there are of everything that an order, a delivery or a search leaves behind. */
export type Census = Record<
  | 'orders'
  | 'items'
  | 'ledgerEntries'
  | 'ledgerCents'
  | 'deposits'
  | 'priceLists'
  | 'changeRequests'
  | 'invitations'
  | 'organizationInquiries'
  | 'researchRequests'
  | 'discrepancies'
  | 'snapshots'
  | 'documents'
  | 'deliveries'
  | 'downloads'
  | 'emails'
  // Without denials, which every refusal leaves behind.
  | 'auditEvents'
  | 'jobs',
  number
>

/** Counts them in the whole database. */
export async function censusOf(gateway: TestGateway): Promise<Census> {
  const [census] = await rowsOf<Census>(
    gateway,
    `select (select count(*) from orders)::int as orders,
            (select count(*) from order_items)::int as items,
            (select count(*) from ledger_transactions)::int as "ledgerEntries",
            (select coalesce(sum(amount_cents), 0) from ledger_entries where book = 'BALANCE')::int as "ledgerCents",
            (select count(*) from deposits)::int as deposits,
            (select count(*) from price_lists)::int as "priceLists",
            (select count(*) from change_requests)::int as "changeRequests",
            (select count(*) from invitations)::int as invitations,
            (select count(*) from organization_inquiries)::int as "organizationInquiries",
            (select count(*) from research_requests)::int as "researchRequests",
            (select count(*) from discrepancies)::int as discrepancies,
            (select count(*) from profile_snapshots)::int as snapshots,
            (select count(*) from profile_documents)::int as documents,
            (select count(*) from profile_deliveries)::int as deliveries,
            (select count(*) from profile_downloads)::int as downloads,
            (select count(*) from emails)::int as emails,
            (select count(*) from audit_events where action <> 'ACCESS_DENIED')::int as "auditEvents",
            (select count(*) from pgboss.job)::int as jobs`,
  )
  if (census === undefined) throw new Error('a select without a from has one row')
  return census
}

/** Runs `work` and fails if it left any row behind or took one away, but for the new ones that its result makes expected. */
export async function leavingNoTrace<Result>(
  gateway: TestGateway,
  work: () => Promise<Result>,
  expected: (result: Result) => Partial<Census> = () => ({}),
): Promise<Result> {
  const before = await censusOf(gateway)
  const result = await work()
  const after = await censusOf(gateway)
  for (const [what, count] of Object.entries(expected(result))) after[what as keyof Census] -= count
  expect(after).toEqual(before)
  return result
}

/** Runs any SQL on the gateway's own connections, for what a test wants to see or to break. */
export async function rowsOf<Row extends object>(
  gateway: TestGateway,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await gateway.database.pool.query<Row>(text, values)).rows
}
