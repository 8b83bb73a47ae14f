import pg from 'pg'
import type { PaymentMethod } from '../accounts/payment-method.js'
import { newId } from '../kernel/ids.js'
import { localDayOf } from '../kernel/local-day.js'
import type { ProfileProduct } from '../profiles/profile.sections.js'
import { ledgerRows } from './ledger-rows.js'
import { fictionalNpi } from './profile-elements.js'

/** An organization with an administrator, an account and a vendor that integrates. */
export interface SeededOrganization {
  id: string
  accountId: string
  timeZone: string
  vendorId: string
  apiKeyId: string
  userId: string
}

/** What an order is seeded with; defaults make an integrated one that is paid from the balance. */
export interface SeedOrder {
  placedAt: string
  items?: readonly { product?: ProfileProduct; cents: number; reference?: string; lastName?: string }[]
  channel?: 'INTEGRATION' | 'HUB'
  status?: 'COMPLETED' | 'PENDING' | 'REFUNDED'
  placedOn?: string
  /** From the balance unless told; lines that a subscription pays have no price. */
  paymentMethod?: PaymentMethod
  /** What was paid back of it, right after. */
  refundedCents?: number
  /** What the ledger says instead of the true total, to see it noticed. */
  ledgerCents?: number
}

let serial = 1

/** Puts rows into the database as services would have, for tests of what comes after. Everything in it is fictional. */
export class OrderSeeder {
  constructor(private readonly client: pg.Client) {}

  static async connect(url: string): Promise<OrderSeeder> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return new OrderSeeder(client)
  }

  async end(): Promise<void> {
    await this.client.end()
  }

  /** Runs any SQL, for what a test wants to see or to break. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, values)).rows
  }

  async organization(
    timeZone = 'America/Chicago',
    administrators = ['admin@hospital.example'],
  ): Promise<SeededOrganization> {
    const ids = {
      id: newId('organization'),
      accountId: newId('account'),
      vendorId: newId('vendor'),
      apiKeyId: newId('apiKey'),
    }
    await this.sql(
      `insert into organizations values ($1, 'TEST', 'Fictional Memorial Hospital', $2, '2026-01-01T00:00:00Z')`,
      [ids.id, timeZone],
    )
    let userId = ''
    for (const email of administrators) {
      const [user] = await this.sql<{ id: string }>(
        `insert into users values ($1, $2, 'Sample Administrator', '2026-01-01T00:00:00Z')
         on conflict (email) do update set full_name = excluded.full_name returning id`,
        [newId('user'), email],
      )
      userId = user?.id ?? ''
      await this.sql(
        `insert into memberships values ($1, $2, $3, array['ORGANIZATION_ADMINISTRATOR'], '2026-01-01T00:00:00Z')`,
        [newId('membership'), ids.id, userId],
      )
    }
    await this.sql(`insert into accounts values ($1, $2, 'USD', '2026-01-01T00:00:00Z')`, [ids.accountId, ids.id])
    const at = '2026-01-01T00:00:00Z'
    await this.sql(...ledgerRows({ accountId: ids.accountId, kind: 'DEPOSIT', cents: 100_000_000, at }))
    await this.sql(
      `insert into vendors values ($1, 'Sample Credentialing Software', 'SOFTWARE', null, '2026-01-01T00:00:00Z')`,
      [ids.vendorId],
    )
    await this.sql(
      `insert into api_keys (id, vendor_id, mode, name, selector, secret_sha256, scopes, created_at)
       values ($1, $2, 'TEST', 'Sample key', $1, repeat('0', 64), array['orders:write'], '2026-01-01T00:00:00Z')`,
      [ids.apiKeyId, ids.vendorId],
    )
    return { ...ids, timeZone, userId }
  }

  /** Places an order as if it had been done at `placedAt`; returns its id. */
  async order(organization: SeededOrganization, order: SeedOrder): Promise<string> {
    const { placedAt, items = [{ cents: 4100 }], channel = 'INTEGRATION', status = 'COMPLETED' } = order
    const { paymentMethod = 'ACCOUNT_BALANCE', refundedCents = 0 } = order
    const id = newId('order')
    const total = items.reduce((sum, item) => sum + item.cents, 0)
    const placedOn = order.placedOn ?? localDayOf(new Date(placedAt), organization.timeZone)
    const integrated = channel === 'INTEGRATION'
    await this.sql(
      `insert into orders
         (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, payment_method, currency,
          total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256, placed_by_user_id)
       values ($1, nextval('order_numbers'), $2, 'TEST', $3, $4, $5, $6, $11, 'USD', $7, $8, $9,
               'seed', $1, '', $10)`,
      [
        id,
        organization.id,
        status,
        channel,
        integrated ? organization.vendorId : null,
        integrated ? organization.apiKeyId : null,
        total,
        placedAt,
        placedOn,
        integrated ? null : organization.userId,
        paymentMethod,
      ],
    )
    for (const [index, item] of items.entries()) await this.#item(organization, id, index + 1, placedAt, item)
    const ledgerCents = order.ledgerCents ?? total
    if (status !== 'PENDING' && paymentMethod !== 'SUBSCRIPTION') {
      const entered = { accountId: organization.accountId, orderId: id, paymentMethod, at: placedAt }
      if (ledgerCents !== 0) await this.sql(...ledgerRows({ ...entered, kind: 'PURCHASE', cents: ledgerCents }))
      if (refundedCents > 0) await this.sql(...ledgerRows({ ...entered, kind: 'REFUND', cents: refundedCents }))
    }
    return id
  }

  async #item(
    organization: SeededOrganization,
    orderId: string,
    line: number,
    at: string,
    item: NonNullable<SeedOrder['items']>[number],
  ): Promise<void> {
    const { product = 'INITIAL_APPOINTMENT', cents, reference, lastName = 'Fictional' } = item
    const clinicianId = newId('clinician')
    const snapshotId = newId('profileSnapshot')
    const documentId = newId('profileDocument')
    await this.sql(
      `insert into clinicians (id, mode, kind, npi, first_name, last_name, credential, created_at, updated_at)
       values ($1, 'TEST', $2, $3, 'Testina', $4, $5, $6, $6)`,
      [
        clinicianId,
        product === 'PA_PROFILE' ? 'PHYSICIAN_ASSISTANT' : 'PHYSICIAN',
        fictionalNpi(serial),
        lastName,
        product === 'PA_PROFILE' ? 'PA-C' : 'MD',
        at,
      ],
    )
    await this.sql(
      `insert into profile_snapshots (id, number, clinician_id, content, content_sha256, created_at)
       values ($1, nextval('profile_snapshot_numbers'), $2, '{}', encode(sha256('{}'), 'hex'), $3)`,
      [snapshotId, clinicianId, at],
    )
    await this.sql(
      `insert into profile_documents values
         ($1, nextval('profile_document_numbers'), $2, $3, 'TEST', $4, 'PO-0',
          'Fictional Memorial Hospital', 'Sample', $5, $6)`,
      [documentId, organization.id, snapshotId, product, organization.timeZone, at],
    )
    serial += 1
    await this.sql(`insert into order_items values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
      newId('orderItem'),
      orderId,
      line,
      organization.id,
      clinicianId,
      product,
      cents,
      reference ?? null,
      documentId,
      at,
    ])
  }
}
