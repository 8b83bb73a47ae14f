import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import { type Check, checkOrders } from './crash.checks.js'
import { Clients, wishes } from './crash.clients.js'
import { Killer } from './crash.killer.js'
import { checkMail } from './crash.mail-checks.js'
import { endTheDay } from './crash.receipts.js'
import { printFigures, printVerdict } from './crash.report.js'
import { prepareRun, type Undo } from './crash.setup.js'
import { crashMoney } from './money.js'

/** So many kills at the beginning, and one more whenever so many orders are placed. */
const FIRST_KILLS = 3
const ORDERS_PER_KILL = 14
const RECEIPT_KILLS = 16
const MOST_ORDERS = 20_000
/** Whatever hangs, a run ends: so long, and so much more for each order. */
const LONGEST_RUN_MS = 600_000
const LONGEST_ORDER_MS = 1_500

interface Options {
  orders: number
  /** How many mutations of all ways in which money moves and somebody is told. */
  money: number
  seed: number
  /** A folder that keeps the processes' logs; null: nowhere. */
  logs: string | null
}

/** Orders and receipts while processes are killed; true if nothing was lost, doubled or changed. */
async function crash({ orders, seed, logs }: Options, undo: Undo[]): Promise<boolean> {
  const startedAt = performance.now()
  const { dice, mail, database, databaseUrl, world, fleet, say } = await prepareRun(seed, logs, undo)
  say(`${orders} orders begin`)

  const clients: Clients = new Clients(world, fleet, dice.fork(), () => orderKiller.mayKill)
  const orderKiller = new Killer(fleet, dice.fork(), () => FIRST_KILLS + clients.placed / ORDERS_PER_KILL, database)
  const wanted = wishes(orders, world, dice.fork())
  const progress = setInterval(() => say(`${clients.placed} placed, ${fleet.kills.length} killed`), 5_000)
  undo.push(async () => clearInterval(progress))
  const ordersFrom = performance.now()
  await orderKiller.during(['api', 'worker'], () => clients.placeAll(wanted))
  const ordersMs = performance.now() - ordersFrom
  clearInterval(progress)
  const orderKills = fleet.kills.length
  say(`${clients.placed} orders placed, ${orderKills} kills; each is sent again`)
  await Promise.all(fleet.members.map((member) => fleet.becameReady(member)))
  await clients.replayAll(wanted)

  say('the day ends')
  const receiptKiller = new Killer(fleet, dice.fork(), () => RECEIPT_KILLS, database)
  receiptKiller.aimAtMail(mail)
  const settledMs = await endTheDay({ world, fleet, killer: receiptKiller, dice: dice.fork() }, databaseUrl)
  say(`receipts are settled, ${fleet.kills.length - orderKills} more kills; the processes stop`)
  const stopFrom = performance.now()
  const unclean = await fleet.stop()
  const stopMs = performance.now() - stopFrom
  const findings = await checkMail(world, fleet, mail)
  const checks: Check[] = [
    ...(await checkOrders(world, wanted, clients.told)),
    ...findings.checks,
    { name: 'all settled before the deadline', expected: 1, found: settledMs === null ? 0 : 1 },
    { name: 'processes that ended though nobody killed them', expected: 0, found: fleet.crashes.length },
    { name: 'processes that did not stop cleanly at the end', expected: 0, found: unclean.length },
  ]
  await printFigures({
    world,
    fleet,
    mail,
    told: clients.told,
    orders,
    ordersMs,
    orderKills,
    settledMs,
    stopMs,
    ...findings,
  })
  return printVerdict(checks, [...clients.told.refusals, ...fleet.crashes, ...unclean], performance.now() - startedAt)
}

async function main(options: Options): Promise<void> {
  const undo: Undo[] = []
  let cleaned: Promise<void> | null = null
  const clean = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => console.error('the cleaning up had a failure:', error))
    }
  }
  const leave = (reason: string) => {
    console.error(reason)
    cleaned ??= clean()
    void cleaned.then(() => process.exit(1))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => leave(signal))
  setTimeout(
    () => leave('the run took too long'),
    2 * LONGEST_RUN_MS + (options.money + options.orders) * LONGEST_ORDER_MS,
  ).unref()
  let held = true
  try {
    if (options.orders > 0) held = await crash(options, undo)
    await clean()
    if (options.money > 0) held = (await crashMoney({ ...options, acts: options.money }, undo)) && held
  } catch (error) {
    held = false
    if (cleaned === null) console.error('the run failed:', error)
  }
  cleaned ??= clean()
  await cleaned
  process.exit(held ? 0 : 1)
}

function wholeNumber(minimum: number, maximum: number) {
  return (text: string): number => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= minimum && number <= maximum) return number
    throw new InvalidArgumentError(`expected a whole number from ${minimum} to ${maximum}`)
  }
}

const command = new Command('crash')
  .description(
    'Kills API, worker and PostgreSQL while orders are placed and receipts sent, then while money moves and people are told in every way, and looks what is lost.',
  )
  .option('--orders <count>', 'how many orders; 0: leave that out', wholeNumber(0, MOST_ORDERS), 500)
  .option('--money <count>', 'how many mutations of all kinds; 0: leave that out', wholeNumber(0, MOST_ORDERS), 2_000)
  .option('--seed <number>', 'repeats the decisions of an earlier run', wholeNumber(0, 0xffff_ffff))
  .option('--logs <folder>', "keeps the processes' logs there")
  .parse()
const {
  orders,
  money,
  seed = randomBytes(4).readUInt32BE(),
  logs = null,
} = command.opts<Partial<Options> & Pick<Options, 'orders' | 'money'>>()
if (logs !== null) await mkdir(logs, { recursive: true })
await main({ orders, money, seed, logs })
