import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { systemClock } from '../kernel/clock.js'
import { eventually } from '../testkit/eventually.js'
import { MailServer } from '../testkit/mail-server.js'
import { OrderSeeder } from '../testkit/seed-orders.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { startWorkBench, type WorkBench, type WorkBenchSettings } from '../testkit/work-bench.js'
import { queueEmail } from './email.outbox.js'
import { KeepInDatabase } from './mail.transport.js'
import { SmtpTransport } from './smtp.transport.js'

const SENDER = { name: 'Example, "Profiles" Publisher', address: 'receipts@profiles.example' }
const ADA = 'ada@hospital.example'
const BEN = 'ben@hospital.example'

let db: TestDatabase
let seed: OrderSeeder
let mail: MailServer
let benches: WorkBench[] = []

beforeAll(async () => {
  mail = await MailServer.start()
})
afterAll(() => mail.close())
beforeEach(async () => {
  db = await createTestDatabase()
  seed = await OrderSeeder.connect(db.url)
  mail.received.length = 0
  mail.refusals.clear()
  mail.hangs = false
  mail.hanging = 0
})
afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.stop()))
  benches = []
  await seed.end()
  await db.drop()
})

async function bench(settings: Partial<WorkBenchSettings> = {}): Promise<WorkBench> {
  const transport = new SmtpTransport(mail.url, SENDER)
  const made = await startWorkBench({ url: db.url, clock: systemClock, transport, ...settings })
  benches.push(made)
  return made
}

async function queue(
  { database, jobs }: WorkBench,
  recipients = [ADA],
  subject = 'Fictional subject',
): Promise<string> {
  return await database.transaction((tx) =>
    queueEmail(tx, jobs, systemClock, {
      kind: 'DAILY_RECEIPT',
      recipients,
      subject,
      text: 'Text',
      html: '<p>HTML</p>',
    }),
  )
}

interface Row {
  delivered_to: string[]
  refused_recipients: string[]
  attempts: number
  last_error: string | null
  kept: boolean
  sent_at: Date | null
  failed_at: Date | null
}
const row = async (id: string): Promise<Row> => {
  const [found] = await seed.sql<Row & Record<string, unknown>>('select * from emails where id = $1', [id])
  if (found === undefined) throw new Error('no such e-mail')
  return found
}
const pendingJobs = () => seed.sql(`select 1 from pgboss.job where name = 'SendEmail'`)

describe('an e-mail', () => {
  test('goes out once when its transaction commits, whoever asks for it how often', async () => {
    const made = await Promise.all([bench(), bench()])
    const id = await queue(made[0], [ADA, BEN, ADA])
    await Promise.all(made.flatMap(({ sender }) => [sender.send(id), sender.send(id)]))
    await eventually(
      () => row(id),
      (each) => each.sent_at !== null,
    )
    await Promise.all(made.map(({ sender }) => sender.sweep()))
    expect(mail.received).toHaveLength(1)
    expect(mail.received[0]?.envelopeTo).toEqual([ADA, BEN])
    const { mail: message } = mail.received[0] ?? {}
    expect(message).toMatchObject({ subject: 'Fictional subject', text: 'Text', html: '<p>HTML</p>' })
    expect(message?.messageId).toBe(`<${id}@gateway.example>`)
    expect(message?.from?.value).toEqual([
      { name: 'Example, "Profiles" Publisher', address: 'receipts@profiles.example' },
    ])
    expect(message?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(await row(id)).toMatchObject({ delivered_to: [ADA, BEN], attempts: 1, last_error: null, kept: false })
  })

  test('is not there when the transaction rolls back, nor is its job', async () => {
    const { database, jobs } = await bench({ mode: 'sending' })
    const failing = database.transaction(async (tx) => {
      await queueEmail(tx, jobs, systemClock, {
        kind: 'DAILY_RECEIPT',
        recipients: [ADA],
        subject: '',
        text: '',
        html: '',
      })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await seed.sql('select 1 from emails')).toHaveLength(0)
    expect(await pendingJobs()).toHaveLength(0)
  })

  test.each([
    [[], 'x', 'has no recipients'],
    [[ADA, 'b@x.example, c@x.example'], 'x', 'recipient 2 is no plain e-mail address'],
    [['a@x.example\r\nRCPT TO:<b@x.example>'], 'x', 'recipient 1 is no plain e-mail address'],
    [[ADA], 'x\r\nBcc: b@x.example', 'the subject is not one line'],
  ])('to %j about %j is refused', async (recipients, subject, message) => {
    await expect(queue(await bench({ mode: 'sending' }), recipients, subject)).rejects.toThrow(message)
  })
})

describe('a mail server', () => {
  test('that is down loses nothing: all goes out when it is back', async () => {
    await mail.close()
    const made = await bench()
    const ids = [await queue(made), await queue(made), await queue(made)]
    for (const id of ids)
      await eventually(
        () => row(id),
        (each) => each.last_error !== null,
      )
    expect(await row(ids[0] ?? '')).toMatchObject({ last_error: 'ESOCKET', sent_at: null, failed_at: null })
    expect(await seed.sql('select 1 from emails where claimed_until is null')).toHaveLength(0)
    await mail.listen()
    for (const id of ids)
      await eventually(
        () => row(id),
        (each) => each.sent_at !== null,
      )
    expect(mail.received).toHaveLength(3)
    expect((await row(ids[0] ?? '')).last_error).toBeNull()
  })

  test('that refuses one for good and one for now: nobody gets it twice, nobody is forgotten', async () => {
    mail.refusals.set(BEN, 450).set('gone@hospital.example', 550)
    const made = await bench()
    const id = await queue(made, [ADA, BEN, 'gone@hospital.example'])
    await eventually(
      () => row(id),
      (each) => each.last_error !== null,
    )
    expect(await row(id)).toMatchObject({
      delivered_to: [ADA],
      refused_recipients: ['gone@hospital.example'],
      sent_at: null,
    })
    mail.refusals.delete(BEN)
    await eventually(
      () => row(id),
      (each) => each.sent_at !== null,
    )
    expect(mail.received.map((each) => each.envelopeTo)).toEqual([[ADA], [BEN]])
    expect(await row(id)).toMatchObject({
      delivered_to: [ADA, BEN],
      refused_recipients: ['gone@hospital.example'],
      last_error: '550',
    })
  })

  test('that refuses everybody for good ends it, with the code', async () => {
    mail.refusals.set(ADA, 550)
    const made = await bench()
    const id = await queue(made)
    await eventually(
      () => row(id),
      (each) => each.failed_at !== null,
    )
    expect(await row(id)).toMatchObject({ refused_recipients: [ADA], last_error: '550', sent_at: null, attempts: 1 })
    expect(await made.sender.sweep()).toBe(0)
  })
})

describe('a worker that dies while it sends', () => {
  test('is replaced once its claim has run out; one that lives keeps its claim', async () => {
    mail.hangs = true
    const dying = await bench({ leaseSeconds: 1 })
    const id = await queue(dying)
    await eventually(
      () => mail.hanging,
      (count) => count === 1,
    )
    const [claimed] = await seed.sql<{ until: Date }>('select claimed_until as until from emails')
    await eventually(
      () => seed.sql<{ over: boolean }>('select now() > $1::timestamptz as over', [claimed?.until]),
      ([each]) => each?.over === true,
    )
    // With a lease that a busy machine does not outlast.
    const heir = await bench()
    expect(await heir.sender.sweep()).toBe(0)
    // Dead to the database: no more claims, no notes. The connection to the mail server ends with it.
    await dying.dataSource.destroy()
    mail.hangs = false
    await eventually(
      () => heir.sender.sweep(),
      (count) => count === 1,
    )
    await eventually(
      async () => {
        // The queue of the dead one lives, and may take the job once more, in vain.
        await heir.sender.sweep()
        return row(id)
      },
      (each) => each.sent_at !== null,
    )
    expect(mail.received.map((each) => each.mail.messageId)).toEqual([`<${id}@gateway.example>`])
  })
})

test('a database that is away when the mail server has said yes: noted when it is back, not sent again', async () => {
  const made = await bench()
  await seed.sql(`create function away() returns trigger language plpgsql as $$ begin raise exception 'away'; end $$`)
  await seed.sql(
    `create trigger away before update on emails for each row
       when (new.attempts = old.attempts) execute function away()`,
  )
  const id = await queue(made)
  await eventually(
    () => mail.received.length,
    (count) => count === 1,
  )
  await seed.sql('drop trigger away on emails')
  await eventually(
    () => row(id),
    (each) => each.sent_at !== null,
  )
  expect(await row(id)).toMatchObject({ attempts: 1, delivered_to: [ADA] })
  expect(mail.received).toHaveLength(1)
})

test('without a mail server e-mails are kept', async () => {
  const made = await bench({ transport: new KeepInDatabase() })
  const id = await queue(made)
  await eventually(
    () => row(id),
    (each) => each.sent_at !== null,
  )
  expect(await row(id)).toMatchObject({ kept: true, delivered_to: [ADA], last_error: null })
  expect(mail.received).toHaveLength(0)
})
