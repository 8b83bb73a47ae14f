import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { GatewayClient } from './client/gateway-client.js'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from './config.secrets.js'
import type { Database, Reader, Transaction } from './db/database.js'
import { STATE_DIRECTORY } from './db/database-server.js'
import { furnishSandbox } from './development.fixture.js'
import type { SandboxAccess } from './http/start.page.js'
import type { Clock } from './kernel/clock.js'
import { invariant } from './kernel/errors.js'
import { findUserByEmail } from './people/user.service.js'
import { makeDevelopmentCertificate } from './profiles/signing/development.certificate.js'
import type { SigningMaterial } from './profiles/signing/signing.identity.js'
import { createIntegration, type Integration } from './sandbox/sandbox.organization.js'
import { openSandboxAccounts, SANDBOX_ADMINISTRATOR, type SandboxPeople } from './sandbox/sandbox.people.js'
import { ensureDefaultPrices } from './sandbox/sandbox.prices.js'
import { successorOf } from './sandbox/sandbox-organization.queries.js'
import { prepareSandbox } from './sandbox.preparation.js'
import { runLoad } from './sources/engine/load.run.js'
import { nppesMainFile } from './sources/nppes/nppes.loader.js'
import { NPPES } from './sources/nppes/nppes.record.js'
import { nppesSampleFile } from './sources/samples.js'
import { isLoaded } from './sources/source.loads.js'
import { apiKeyFinder } from './vendors/api-key.strategy.js'
import { Vendor } from './vendors/vendor.entity.js'
import { addMember } from './vendors/vendor-member.queries.js'

/** Play money of the sandbox organization, in cents. */
const SANDBOX_DEPOSIT_CENTS = 1_000_000

/** What development has beside the database, so that everything can be tried at once. */
export interface Development extends Integration, SandboxPeople {
  linkSigningKey: Uint8Array
  secretEncryptionKey: Uint8Array
  /** Of a certificate that signs documents of this development only. */
  signing: SigningMaterial
}

interface KeptState extends Integration, SandboxPeople {
  linkSigningKey: string
  secretEncryptionKey: string
  signing: SigningMaterial
}

/**
 * Fills the database for development: fictional clinicians, the shipped NPPES sample, prices, and a sandbox organization
 * with a vendor and a test key. What is there already stays; a second process waits and finds it done.
 */
export async function prepareDevelopment(
  databaseUrl: string,
  clock: Clock,
  stateName = stateNameOf(process.env['DATABASE_URL']),
): Promise<Development> {
  return await prepareSandbox(databaseUrl, clock, async (database) => {
    await mkdir(path.join(STATE_DIRECTORY, 'development'), { recursive: true })
    // Only into a directory that has nothing of NPPES: whoever loaded a newer file keeps it.
    if (!(await isLoaded(database, NPPES))) {
      await runLoad(database, clock, nppesMainFile, {
        file: nppesSampleFile(),
        rejectsFile: stateFile('nppes-sample.rejects.csv'),
        actor: 'SYSTEM',
      })
    }
    await ensureDefaultPrices(database, 'LIVE', clock.now())
    const state = await keptState(database, clock, stateFile(`${stateName}.json`))
    await database.transaction((tx) => letAdministratorManage(tx, clock, state.vendorId))
    return { ...state, ...keysOf(state) }
  })
}

/** Who administers the sandbox organization makes keys of its vendor, and more such organizations. */
async function letAdministratorManage(tx: Transaction, clock: Clock, vendorId: string): Promise<void> {
  const user = await findUserByEmail(tx, SANDBOX_ADMINISTRATOR.email)
  invariant(user, 'the sandbox has its administrator')
  await addMember(tx, { vendorId, userId: user.id, addedByUserId: user.id, addedAt: clock.now() })
}

/** The integration of an earlier start if its key still opens this database; else a new one, kept for the next start. */
async function keptState(database: Database, clock: Clock, file: string): Promise<KeptState> {
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Partial<KeptState> & Integration,
    () => null,
  )
  const known = kept !== null && (await apiKeyFinder(database)(kept.apiKey)) !== null ? kept : null
  if (known !== null && isWhole(known)) return known
  const integration = known ?? (await newIntegration(database, clock))
  const state: KeptState = {
    linkSigningKey: randomBytes(LINK_KEY_BYTES).toString('base64'),
    secretEncryptionKey: randomBytes(SECRET_KEY_BYTES).toString('base64'),
    signing: await makeDevelopmentCertificate(clock.now()),
    ...integration,
    ...(await database.transaction((tx) => openSandboxAccounts(tx, clock))),
  }
  // Whole or not at all, and for nobody else to read: it holds keys and passwords.
  await writeFile(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return state
}

/** A state of an earlier release may lack what came later. */
function isWhole(state: Partial<KeptState>): state is KeptState {
  const { linkSigningKey, secretEncryptionKey, signing, administrator, staff } = state
  return [linkSigningKey, secretEncryptionKey, signing, administrator, staff].every((one) => one !== undefined)
}

async function newIntegration(database: Database, clock: Clock): Promise<Integration> {
  return await database.transaction(async (tx) => {
    const integration = await createIntegration(tx, clock, {
      mode: 'TEST',
      organizationName: 'Sandbox General Hospital',
      timeZone: 'America/Chicago',
      administrator: SANDBOX_ADMINISTRATOR,
      vendorName: 'Sandbox Credentialing Software',
      depositCents: SANDBOX_DEPOSIT_CENTS,
    })
    await tx.manager.update(Vendor, { id: integration.vendorId }, { listed: true })
    return integration
  })
}

function keysOf(state: KeptState): { linkSigningKey: Uint8Array; secretEncryptionKey: Uint8Array } {
  const bytesOf = (key: string) => new Uint8Array(Buffer.from(key, 'base64'))
  return { linkSigningKey: bytesOf(state.linkSigningKey), secretEncryptionKey: bytesOf(state.secretEncryptionKey) }
}

/** The key for secrets that an earlier start of development on this database made; null before the first. */
export async function keptSecretEncryptionKey(databaseUrl: string | undefined): Promise<Uint8Array | null> {
  const kept = await readFile(developmentStateFile(databaseUrl), 'utf8').catch(() => null)
  const { secretEncryptionKey } = JSON.parse(kept ?? '{}') as Partial<KeptState>
  return secretEncryptionKey === undefined ? null : new Uint8Array(Buffer.from(secretEncryptionKey, 'base64'))
}

/** The file in which development on this database keeps its key between starts. */
export function developmentStateFile(databaseUrl: string | undefined): string {
  return stateFile(`${stateNameOf(databaseUrl)}.json`)
}

function stateFile(name: string): string {
  return path.join(STATE_DIRECTORY, 'development', name)
}

/** What the state of development on this database is called, for each has its own; none: the embedded one. */
export function stateNameOf(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined || databaseUrl === '') return 'embedded'
  return createHash('sha256').update(databaseUrl).digest('hex').slice(0, 12)
}

/** Buys what the examples of the explorer read, in the sandbox of the gateway at this address; once, however often it starts. */
export async function furnishDevelopment(
  { apiKey, organizationId }: Development,
  reader: Reader,
  address: string,
): Promise<void> {
  // Somebody may have reset it.
  const present = (await successorOf(reader, organizationId)) ?? organizationId
  await furnishSandbox(new GatewayClient(`${address}/graphql`, apiKey), present)
}

/** What opens the sandbox of a development, as the start page shows it. */
export function sandboxAccess({ apiKey, administrator, staff }: Development): SandboxAccess {
  return {
    apiKey,
    people: [
      { role: 'Administrator', ...administrator },
      { role: 'Staff', ...staff },
    ],
  }
}

/** What a person wants to know after `npm start`. */
export function describeDevelopment(development: Development, config: { publicUrl: string; mailbox: boolean }): string {
  const { publicUrl } = config
  const { administrator, staff } = development
  const query = '{ viewer { name mode } organizations { nodes { id name } } }'
  return [
    '',
    '  The profiles gateway runs, with fictional clinicians and play money.',
    '',
    `  Start      ${publicUrl}/`,
    `  Explorer   ${publicUrl}/graphiql`,
    `  API        ${publicUrl}/graphql`,
    ...(config.mailbox ? [`  Mailbox    ${publicUrl}/mailbox`] : []),
    `  Test key   ${development.apiKey}`,
    '',
    '  People sign in with the mutation `signIn`, and see the sandbox with the header `Gateway-Mode: TEST`;',
    '  staff say why they look with the header `Gateway-Reason`:',
    '',
    `  Administrator   ${administrator.email}   ${administrator.password}`,
    `  Staff           ${staff.email}   ${staff.password}`,
    '',
    '  Try it:',
    '',
    `    curl -s ${publicUrl}/graphql \\`,
    `      -H 'Authorization: Bearer ${development.apiKey}' \\`,
    `      -H 'Content-Type: application/json' \\`,
    `      -d '{"query":"${query}"}'`,
    '',
    '  Stop with Ctrl-C. State is kept in ./var; `npm run reset` empties it.',
    '',
    '',
  ].join('\n')
}
