import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { pino } from 'pino'
import { Gateway } from '../src/app.js'
import { GatewayClient } from '../src/client/gateway-client.js'
import { DailyReceiptsDocument } from '../src/client/operations.generated.js'
import { readConfig } from '../src/config.js'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../src/config.secrets.js'
import { openDatabaseServer, STATE_DIRECTORY } from '../src/db/database-server.js'
import { migrate } from '../src/db/migrate.js'
import { AdjustableClock } from '../src/kernel/clock.js'
import { endOfLocalDay, localDayOf } from '../src/kernel/local-day.js'
import { formatCents } from '../src/kernel/money.js'
import { makeDevelopmentCertificate } from '../src/profiles/signing/development.certificate.js'
import { openSigningIdentity } from '../src/profiles/signing/signing.identity.js'
import { SendDailyReceipts } from '../src/receipts/daily-receipt.job.js'
import { FULL_PHYSICIAN_NPI } from '../src/sandbox/sandbox.full-physician.js'
import { loadSandboxClinicians } from '../src/sandbox/sandbox.load.js'
import { createIntegration, type Integration } from '../src/sandbox/sandbox.organization.js'
import { openSandboxAccount, openSandboxAccounts, SANDBOX_ADMINISTRATOR } from '../src/sandbox/sandbox.people.js'
import { ACCENTED_PHYSICIAN_NPI } from '../src/sandbox/sandbox.physicians.js'
import { ensureDefaultPrices } from '../src/sandbox/sandbox.prices.js'
import { runLoad } from '../src/sources/engine/load.run.js'
import { nppesMainFile } from '../src/sources/nppes/nppes.loader.js'
import { NPPES_SAMPLE_PHYSICIAN_NPI, nppesSampleFile } from '../src/sources/samples.js'
import { tellDeliveryStory } from './demo/delivery-story.js'
import { createDemoDatabase } from './demo/demo-database.js'
import { tellFindingStory } from './demo/finding-story.js'
import { LoopbackMail } from './demo/loopback-mail.js'
import { tellMonitoringStory } from './demo/monitoring-story.js'
import { Narrator } from './demo/narrator.js'
import { tellPeopleStory } from './demo/people-story.js'
import { checkFullProfile, checkSampleProfile } from './demo/profile-checks.js'
import { tellSourcesStory } from './demo/sources-story.js'
import { type DemoOrder, tellVendorStory } from './demo/vendor-story.js'

const TIME_ZONE = 'America/Chicago'
const FOLDER = path.join(STATE_DIRECTORY, 'demo')
const LIVE_ADMINISTRATOR = { email: 'administrator@demonstration-hospital.example', fullName: 'Grace Demonstration' }
const DEPOSIT_CENTS = 50_000

/** One organization of the demo and the order that was placed for it. */
interface Told extends Integration {
  recipient: string
  order: DemoOrder
}

/**
 * The whole way once, as a vendor walks it: search, order, PDF, history, and the receipt when the day has ended; how the
 * directory is filled, and asked about many clinicians and about one whom nobody finds; in which forms profiles are
 * delivered, and how a copy proves to be genuine; then as an organization's people walk it, until the vendor's grant is
 * revoked.
 */
async function demo(narrator: Narrator): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const clock = new AdjustableClock()
  const mail = new LoopbackMail()
  const smtpUrl = await mail.start()
  const server = await openDatabaseServer(readConfig().databaseUrl, (message) => narrator.say(message))
  const database = await createDemoDatabase(server.url)
  const databaseUrl = database.url
  await migrate(databaseUrl)
  const port = await freePort()
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: smtpUrl,
    EXPLORER: 'false',
    // The demo receives its webhooks itself, on loopback.
    WEBHOOK_PRIVATE_ADDRESSES: 'allow',
  })
  const gateway = new Gateway({
    config,
    databaseUrl,
    linkSigningKeys: [new Uint8Array(randomBytes(LINK_KEY_BYTES))],
    secretEncryptionKeys: [new Uint8Array(randomBytes(SECRET_KEY_BYTES))],
    signing: openSigningIdentity(await makeDevelopmentCertificate(clock.now()), clock.now()),
    clock,
    logger: pino({ level: 'warn' }),
  })
  try {
    await gateway.start()
    narrator.say(`the gateway listens on ${config.publicUrl}, its mail server on ${smtpUrl}`)
    await fillDirectory(gateway, clock, narrator)
    const endpoint = `${config.publicUrl}/graphql`
    const told: [Told, Told] = [
      await tellTestStory(gateway, clock, endpoint, narrator),
      await tellLiveStory(gateway, clock, endpoint, narrator),
    ]
    await tellReceiptStory(gateway, clock, mail, endpoint, told, narrator)
    const people = await gateway.database.transaction(async (tx) => {
      await openSandboxAccount(tx, clock, LIVE_ADMINISTRATOR)
      return await openSandboxAccounts(tx, clock)
    })
    const [{ organizationId, apiKey }, live] = told
    const directory = { ...live, gateway, clock, endpoint, mail, staff: people.staff, folder: FOLDER }
    await tellSourcesStory(directory, narrator)
    await tellFindingStory(directory, narrator)
    await tellDeliveryStory({ ...directory, timeZone: TIME_ZONE }, narrator)
    const npi = ACCENTED_PHYSICIAN_NPI
    await tellMonitoringStory({ endpoint, organizationId, apiKey, folder: FOLDER }, narrator)
    await tellPeopleStory({ endpoint, organizationId, apiKey, people, mail, npi }, narrator)
  } finally {
    await gateway.stop()
    await database.drop()
    await server.stop()
    await mail.stop()
  }
}

async function fillDirectory({ database }: Gateway, clock: AdjustableClock, narrator: Narrator): Promise<void> {
  const sandbox = await loadSandboxClinicians(database, clock.now())
  const rejectsFile = path.join(FOLDER, 'nppes-sample.rejects.csv')
  const options = { file: nppesSampleFile(), rejectsFile, actor: 'SYSTEM' as const }
  const nppes = await runLoad(database, clock, nppesMainFile, options)
  narrator.say(`directory: ${sandbox.inserted} fictional records, ${nppes.inserted} clinicians of the NPPES sample`)
  for (const mode of ['TEST', 'LIVE'] as const) await ensureDefaultPrices(database, mode, clock.now())
}

async function tellTestStory(
  gateway: Gateway,
  clock: AdjustableClock,
  endpoint: string,
  narrator: Narrator,
): Promise<Told> {
  const recipient = SANDBOX_ADMINISTRATOR.email
  const integration = await gateway.database.transaction((tx) =>
    createIntegration(tx, clock, {
      mode: 'TEST',
      organizationName: 'Sandbox General Hospital',
      timeZone: TIME_ZONE,
      administrator: SANDBOX_ADMINISTRATOR,
      vendorName: 'Sandbox Credentialing Software',
      depositCents: DEPOSIT_CENTS,
    }),
  )
  const title = 'Test mode: a fictional clinician who fills every section'
  const story = {
    ...integration,
    title,
    endpoint,
    npi: FULL_PHYSICIAN_NPI,
    folder: FOLDER,
    checkProfile: checkFullProfile,
  }
  return { ...integration, recipient, order: await tellVendorStory(story, narrator) }
}

async function tellLiveStory(
  gateway: Gateway,
  clock: AdjustableClock,
  endpoint: string,
  narrator: Narrator,
): Promise<Told> {
  const recipient = LIVE_ADMINISTRATOR.email
  const integration = await gateway.database.transaction((tx) =>
    createIntegration(tx, clock, {
      mode: 'LIVE',
      organizationName: 'Demonstration Hospital',
      timeZone: TIME_ZONE,
      administrator: LIVE_ADMINISTRATOR,
      vendorName: 'Demonstration Credentialing Software',
      depositCents: DEPOSIT_CENTS,
    }),
  )
  const title = 'Live mode: a clinician of the shipped NPPES sample'
  const npi = NPPES_SAMPLE_PHYSICIAN_NPI
  const story = { ...integration, title, endpoint, npi, folder: FOLDER, checkProfile: checkSampleProfile }
  return { ...integration, recipient, order: await tellVendorStory(story, narrator) }
}

async function tellReceiptStory(
  gateway: Gateway,
  clock: AdjustableClock,
  mail: LoopbackMail,
  endpoint: string,
  told: readonly Told[],
  narrator: Narrator,
): Promise<void> {
  narrator.chapter('The day ends')
  await narrator.step('Let the day end, and have the worker look for what is due', async () => {
    const lastPlacedAt = new Date(Math.max(...told.map(({ order }) => order.placedAt.getTime())))
    const dayEnd = endOfLocalDay(localDayOf(lastPlacedAt, TIME_ZONE), TIME_ZONE)
    clock.advanceTo(new Date(dayEnd.getTime() + 3_600_000))
    narrator.say(`it is now ${clock.now().toISOString()} for the gateway`)
    await gateway.database.transaction((tx) => gateway.jobs.add(tx, SendDailyReceipts, {}))
    const { length } = await mail.arrived(told.length)
    narrator.expect(`one e-mail for each of the ${told.length} organizations`, length === told.length)
  })
  for (const { recipient, order, apiKey, organizationId } of told) {
    await narrator.step(`The daily receipt that went out over SMTP to ${recipient}`, async () => {
      const received = mail.received.find(({ recipients }) => recipients.includes(recipient))
      if (received === undefined) throw new Error('no e-mail came')
      const file = path.join(FOLDER, `${order.number}-receipt.eml`)
      await writeFile(file, received.raw)
      const { subject, text = '', html } = await simpleParser(received.raw)
      narrator.say(`subject: ${subject}`)
      narrator.block(text)
      if (typeof html === 'string') await writeFile(file.replace(/\.eml$/, '.html'), html)
      narrator.say(`${file}, and as .html`)
      const total = formatCents(order.totalCents, 'USD')
      narrator.expect(`it names ${order.number} and ${total}`, text.includes(order.number) && text.includes(total))
      const client = new GatewayClient(endpoint, apiKey)
      const { organization } = await client.run(DailyReceiptsDocument, { organizationId })
      const receipts = organization?.dailyReceipts?.nodes ?? []
      narrator.expect(
        'it can be read again through the API',
        receipts.length === 1 && receipts[0]?.total.cents === order.totalCents,
      )
    })
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

const narrator = new Narrator()
narrator.chapter('The profiles gateway, the whole way')
try {
  await demo(narrator)
  console.log(`\nPDFs and e-mails lie in ${FOLDER}`)
  if (narrator.failures > 0) throw new Error(`${narrator.failures} statements did not hold`)
  console.log('Every step did what it should.')
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  process.exitCode = 1
}
