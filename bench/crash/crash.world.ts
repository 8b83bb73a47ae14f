import pg from 'pg'
import { deposit, openAccount } from '../../src/accounts/account.service.js'
import { SCOPES } from '../../src/auth/actor.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { migrate } from '../../src/db/migrate.js'
import { ENTITIES } from '../../src/entities.js'
import { systemClock } from '../../src/kernel/clock.js'
import { localDayOf } from '../../src/kernel/local-day.js'
import { PRODUCT_KINDS } from '../../src/orders/product.js'
import { createOrganization } from '../../src/organizations/organization.service.js'
import { PROFILE_PRODUCTS, type ProfileProduct } from '../../src/profiles/profile.sections.js'
import { loadSandboxClinicians } from '../../src/sandbox/sandbox.load.js'
import { SANDBOX_CURRENCY } from '../../src/sandbox/sandbox.organization.js'
import { ensureDefaultPrices } from '../../src/sandbox/sandbox.prices.js'
import { createApiKey, createSoftwareVendor, grantIntegration } from '../../src/vendors/vendor.service.js'

/** More than all orders together can cost. */
export const DEPOSIT_CENTS = 100_000_000
export const ORGANIZATIONS = 40

/** Of these, organizations get those whose day neither ends nor began while the run could notice. */
const TIME_ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Pacific/Honolulu',
  'Europe/Berlin',
  'Asia/Tokyo',
]

export interface World {
  database: Database
  /** For looking at everything, and for what only a superuser may do. */
  superuser: pg.Pool
  organizations: { id: string; administrator: string }[]
  vendors: { name: string; apiKey: string }[]
  /** What can be bought. */
  wares: { clinicianId: string; product: ProfileProduct }[]
  close(): Promise<void>
}

/** Fictional clinicians, organizations with play money, and two vendors that every organization lets act for it. */
export async function prepareWorld(databaseUrl: string): Promise<World> {
  await migrate(databaseUrl)
  const dataSource = createDataSource({ ...DATA_SOURCE_DEFAULTS, url: databaseUrl, poolSize: 4 }, ENTITIES)
  const database = new Database(await dataSource.initialize())
  await loadSandboxClinicians(database, systemClock.now())
  await ensureDefaultPrices(database, 'TEST', systemClock.now())
  const superuser = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: 'crash' })
  superuser.on('error', () => undefined)
  const { organizations, vendors } = await createParties(database)
  const clinicians = await superuser.query<{ id: string; kind: string }>(
    `select id, kind from clinicians where mode = 'TEST' order by id`,
  )
  const products = PROFILE_PRODUCTS
  return {
    database,
    superuser,
    organizations,
    vendors,
    wares: clinicians.rows.flatMap(({ id, kind }) =>
      products.filter((product) => PRODUCT_KINDS[product] === kind).map((product) => ({ clinicianId: id, product })),
    ),
    async close() {
      await superuser.end()
      await dataSource.destroy()
    },
  }
}

async function createParties(database: Database): Promise<Pick<World, 'organizations' | 'vendors'>> {
  const timeZones = quietTimeZones(systemClock.now())
  return await database.transaction(async (tx) => {
    const vendors = []
    for (const name of ['Crash Credentialing Software', 'Kill Credentialing Software']) {
      const vendor = await createSoftwareVendor(tx, systemClock, name)
      const key = { vendorId: vendor.id, mode: 'TEST' as const, name: 'Crash', scopes: SCOPES, expiresAt: null }
      vendors.push({ id: vendor.id, name, apiKey: (await createApiKey(tx, systemClock, key)).token })
    }
    const organizations = []
    for (let index = 0; index < ORGANIZATIONS; index++) {
      const email = `administrator-${index}@crash-hospital.example`
      const { organization, administrator } = await createOrganization(tx, systemClock, {
        mode: 'TEST',
        name: `Crash Hospital ${index}`,
        timeZone: timeZones[index % timeZones.length] ?? 'UTC',
        administrator: { email, fullName: 'Ada Crash', roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] },
      })
      const account = await openAccount(tx, systemClock, organization.id, SANDBOX_CURRENCY)
      await deposit(tx, systemClock, account.id, DEPOSIT_CENTS, 'Opening deposit')
      for (const { id: vendorId } of vendors) {
        const grant = { vendorId, organizationId: organization.id, scopes: SCOPES, grantedByUserId: administrator.id }
        await grantIntegration(tx, systemClock, grant)
      }
      organizations.push({ id: organization.id, administrator: email })
    }
    return { organizations, vendors }
  })
}

function quietTimeZones(now: Date): string[] {
  const before = new Date(now.getTime() - 3_600_000)
  const after = new Date(now.getTime() + 3_600_000)
  return TIME_ZONES.filter((timeZone) => localDayOf(before, timeZone) === localDayOf(after, timeZone))
}
