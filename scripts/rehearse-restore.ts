import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { removeEmbeddedServer } from '../src/db/embedded-server.js'
import { RehearsalGateway } from './rehearsal/rehearsal-gateway.js'
import { RehearsalServer } from './rehearsal/rehearsal-server.js'

const BEFORE_BACKUP = 10
const AFTER_BACKUP = 30
const AFTER_MOMENT = 10

/**
 * Rehearses the restore of docs/operations.md on two PostgreSQL servers of this machine: a base backup while a vendor
 * orders, the archived log, an accident, the restore to the moment before it; then counts what is there.
 */
async function rehearse(): Promise<boolean> {
  const root = await mkdtemp(path.join(tmpdir(), 'restore-rehearsal-'))
  // Under root PostgreSQL runs as somebody else, who must be able to pass through.
  await chmod(root, 0o711)
  const [origin, base, archive, restored] = ['origin', 'base', 'archive', 'restored'].map((name) =>
    path.join(root, name),
  ) as [string, string, string, string]
  const begin = performance.now()
  const say = (text: string) =>
    console.log(`${((performance.now() - begin) / 1_000).toFixed(1).padStart(5)} s  ${text}`)
  let holds = true
  const expect = (text: string, isSo: boolean) => {
    holds &&= isSo
    say(`${isSo ? 'yes' : 'NO '}  ${text}`)
  }
  try {
    const server = await RehearsalServer.start(origin, archive)
    const gateway = await RehearsalGateway.start(server.url)
    const vendor = await gateway.furnish()
    const before = await gateway.order(vendor, BEFORE_BACKUP)
    say(`${before.length} orders; the base backup begins while others are placed`)
    const [during] = await Promise.all([gateway.order(vendor, AFTER_BACKUP), server.backUp(base)])
    const moment = await server.now()
    const after = await gateway.order(vendor, AFTER_MOMENT)
    say(`${during.length} more orders until ${moment}, ${after.length} after that; then the accident`)
    await gateway.stop()
    await server.session((client) => client.query('drop table order_items, ledger_entries cascade'))
    await server.archiveAll()
    await server.stop()

    const failedAt = performance.now()
    const again = await RehearsalServer.restore(restored, base, archive, moment)
    say(`restored to ${moment} in ${((performance.now() - failedAt) / 1_000).toFixed(1)} s`)
    await again.session((client) => client.query('update event_feed set placed_through = placed_through + 10000000'))
    const second = await RehearsalGateway.start(again.url)
    const { orders, ledgerSumCents, ordersWithoutEvents, auditFaults } = await second.holdings()
    const kept = [...before, ...during]
    expect(
      `all ${kept.length} orders that were acknowledged until then are there`,
      kept.every((id) => orders.includes(id)),
    )
    expect(`none of the ${after.length} after it is`, !after.some((id) => orders.includes(id)))
    expect('nothing else is there', orders.length === kept.length)
    expect('the ledger is whole: its entries add up to 0', ledgerSumCents === 0)
    expect('every order is in the audit trail', ordersWithoutEvents === 0)
    expect(`the audit trail verifies ${auditFaults.join('; ')}`, auditFaults.length === 0)
    const [next] = await second.order(vendor, 1)
    expect('the gateway takes orders again', next !== undefined && !orders.includes(next))
    await second.stop()
    await again.stop()
  } finally {
    for (const folder of [origin, restored]) await removeEmbeddedServer(folder)
    await rm(root, { recursive: true, force: true })
  }
  say(holds ? 'the rehearsal held' : 'the rehearsal FAILED')
  return holds
}

process.exitCode = (await rehearse()) ? 0 : 1
