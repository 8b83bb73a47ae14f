import type pg from 'pg'
import { GatewayClient } from '../client/gateway-client.js'
import {
  PlaceOrderDocument,
  type PlaceOrderMutation,
  SearchCliniciansDocument,
} from '../client/operations.generated.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { ENTITIES } from '../entities.js'
import { systemClock } from '../kernel/clock.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { loadSandboxClinicians } from '../sandbox/sandbox.load.js'
import { createIntegration, type Integration } from '../sandbox/sandbox.organization.js'
import { ensureDefaultPrices } from '../sandbox/sandbox.prices.js'
import { createTestDatabase } from './test-database.js'
import { openTestPool } from './test-pool.js'

/** A database with all that an order takes, for processes that are started on it. */
export interface PreparedDatabase {
  url: string
  /** The test's own way in, past the gateway. */
  pool: pg.Pool
  integration: Integration
  drop(): Promise<void>
}

/** Fictional clinicians, prices and an integration with play money. */
export async function prepareDatabase(): Promise<PreparedDatabase> {
  const { url, drop } = await createTestDatabase()
  const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url, poolSize: 2 }, ENTITIES).initialize()
  const database = new Database(dataSource)
  await loadSandboxClinicians(database, systemClock.now())
  await ensureDefaultPrices(database, 'TEST', systemClock.now())
  const integration = await database.transaction((tx) =>
    createIntegration(tx, systemClock, {
      mode: 'TEST',
      organizationName: 'Process Hospital',
      timeZone: 'America/Chicago',
      administrator: { email: 'administrator@process-hospital.example', fullName: 'Ada Process' },
      vendorName: 'Process Credentialing Software',
      depositCents: 100_000,
    }),
  )
  await dataSource.destroy()
  const pool = openTestPool(url, 3)
  return {
    url,
    pool,
    integration,
    async drop() {
      await pool.end()
      await drop()
    },
  }
}

/** Places an order for the physician who fills every section, at the process that listens at `url`; by card if told. */
export async function placeOrder(
  url: string,
  { apiKey, organizationId }: Pick<Integration, 'apiKey' | 'organizationId'>,
  idempotencyKey: string,
  token?: string,
): Promise<NonNullable<PlaceOrderMutation['placeOrder']['order']>> {
  const client = new GatewayClient(`${url}/graphql`, apiKey)
  const { searchClinicians } = await client.run(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
  const clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
  const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' as const, allowDuplicate: true }]
  const payment =
    token === undefined
      ? ({ paymentMethod: 'ACCOUNT_BALANCE' } as const)
      : ({ paymentMethod: 'CREDIT_CARD', card: { token } } as const)
  const input = { organizationId, idempotencyKey, items, ...payment }
  const { order, userErrors } = (await client.run(PlaceOrderDocument, { input })).placeOrder
  if (order == null) throw new Error(`no order: ${JSON.stringify(userErrors)}`)
  return order
}
