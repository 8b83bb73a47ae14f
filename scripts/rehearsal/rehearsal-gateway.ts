import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { Gateway } from '../../src/app.js'
import { AuditVerifier } from '../../src/audit/audit.verifier.js'
import { GatewayClient } from '../../src/client/gateway-client.js'
import { PlaceOrderDocument, SearchCliniciansDocument } from '../../src/client/operations.generated.js'
import { readConfig } from '../../src/config.js'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { migrate } from '../../src/db/migrate.js'
import { systemClock } from '../../src/kernel/clock.js'
import { makeDevelopmentCertificate } from '../../src/profiles/signing/development.certificate.js'
import { openSigningIdentity } from '../../src/profiles/signing/signing.identity.js'
import { FULL_PHYSICIAN_NPI } from '../../src/sandbox/sandbox.full-physician.js'
import { loadSandboxClinicians } from '../../src/sandbox/sandbox.load.js'
import { createIntegration, type Integration } from '../../src/sandbox/sandbox.organization.js'
import { ensureDefaultPrices } from '../../src/sandbox/sandbox.prices.js'

const DEPOSIT_CENTS = 100_000_000

/** What a database holds that must not be lost. */
export interface Holdings {
  orders: string[]
  /** Of all entries of the ledger; 0 as long as every transaction is whole. */
  ledgerSumCents: number
  ordersWithoutEvents: number
  auditFaults: string[]
}

/** A gateway on a database, and a vendor that orders from it. */
export class RehearsalGateway {
  private constructor(
    private readonly gateway: Gateway,
    private readonly url: string,
  ) {}

  /** Starts one, without background work: what is counted then is what requests wrote. */
  static async start(databaseUrl: string): Promise<RehearsalGateway> {
    await migrate(databaseUrl)
    const now = systemClock.now()
    const gateway = new Gateway({
      config: readConfig({ PORT: '0', ROLE: 'api', EXPLORER: 'false' }),
      databaseUrl,
      linkSigningKeys: [new Uint8Array(randomBytes(LINK_KEY_BYTES))],
      secretEncryptionKeys: [new Uint8Array(randomBytes(SECRET_KEY_BYTES))],
      signing: openSigningIdentity(await makeDevelopmentCertificate(now), now),
      clock: systemClock,
      logger: pino({ level: 'error' }),
    })
    return new RehearsalGateway(gateway, await gateway.start())
  }

  async furnish(): Promise<Integration> {
    const { database } = this.gateway
    await loadSandboxClinicians(database, systemClock.now())
    await ensureDefaultPrices(database, 'TEST', systemClock.now())
    return await database.transaction((tx) =>
      createIntegration(tx, systemClock, {
        mode: 'TEST',
        organizationName: 'Rehearsal Hospital',
        timeZone: 'America/Chicago',
        administrator: { email: 'administrator@hospital.example', fullName: 'Ada Sandbox' },
        vendorName: 'Rehearsal Credentialing Software',
        depositCents: DEPOSIT_CENTS,
      }),
    )
  }

  /** Orders as a vendor would; the ids of what was acknowledged. */
  async order({ apiKey, organizationId }: Integration, count: number): Promise<string[]> {
    const client = new GatewayClient(`${this.url}/graphql`, apiKey)
    const by = { npi: FULL_PHYSICIAN_NPI }
    const { searchClinicians } = await client.run(SearchCliniciansDocument, { by })
    const clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
    const ids: string[] = []
    for (let number = 0; number < count; number++) {
      const { placeOrder } = await client.run(PlaceOrderDocument, {
        input: {
          organizationId,
          paymentMethod: 'ACCOUNT_BALANCE',
          idempotencyKey: randomBytes(12).toString('hex'),
          items: [{ clinicianId, product: 'INITIAL_APPOINTMENT', allowDuplicate: true }],
        },
      })
      if (placeOrder.order == null) throw new Error(`expected an order, got ${JSON.stringify(placeOrder.userErrors)}`)
      ids.push(placeOrder.order.id)
    }
    return ids
  }

  async holdings(): Promise<Holdings> {
    const { database } = this.gateway
    const query = async <Row>(sql: string) => await database.dataSource.query<Row[]>(sql)
    const orders = await query<{ id: string }>('select id from orders order by id')
    const [ledger] = await query<{ cents: number }>(
      'select coalesce(sum(amount_cents), 0)::bigint as cents from ledger_entries',
    )
    const [untold] = await query<{ count: number }>(
      `select count(*)::int as count from orders o where not exists
         (select from audit_events a where a.action = 'ORDER_PLACED' and a.subject_ids @> array[o.id])`,
    )
    const auditFaults: string[] = []
    await new AuditVerifier(database, ({ message }) => auditFaults.push(message)).verify()
    return {
      orders: orders.map(({ id }) => id),
      ledgerSumCents: Number(ledger?.cents),
      ordersWithoutEvents: untold?.count ?? 0,
      auditFaults,
    }
  }

  async stop(): Promise<void> {
    await this.gateway.stop()
  }
}
