import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { queueEmail } from '../mail/email.outbox.js'
import { cliniciansOfOrders } from '../orders/receipted-orders.queries.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import { receiptSubject } from './daily-receipt.mail.js'
import { dailyReceiptOfDay } from './daily-receipt.queries.js'
import { copyWithKey, insertCopy, lockReceipt } from './daily-receipt-copy.queries.js'
import type { ResendDailyReceiptInput } from './daily-receipt-copy.type.js'
import { receiptAddresses } from './receipt-recipient.queries.js'

/** Receipts that one vendor or one person can have sent again. */
const COPIES = defineRateLimit({ name: 'receipt_copies', points: 20, seconds: 3_600 })

/** What came of `resendDailyReceipt`. */
export interface ResentReceipt {
  receipt: DailyReceipt
  emailId: string
  /** True when it had been sent again before with the same idempotency key: nothing is sent now. */
  replayed: boolean
}

/** Sends receipts again, to those who are the recipients now (domain.md, "Daily receipt summary"). */
export class DailyReceiptCopyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly limits: RateLimits,
  ) {}

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError RATE_LIMITED */
  async resend(actor: Actor, request: RequestInfo, input: ResendDailyReceiptInput): Promise<ResentReceipt> {
    assertScope(actor, 'account:read')
    const problems = checkIdempotencyKey(input.idempotencyKey)
    if (problems.length > 0) throw new UserErrors(problems)
    await this.limits.take(COPIES, actor.id)
    return await this.database.transaction(async (tx) => {
      const { organizationId, day, idempotencyKey } = input
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertGranted(actor, organization, 'account:read')
      const receipt = await dailyReceiptOfDay(tx, organizationId, day)
      if (receipt === null) throw UserErrors.one('NOT_FOUND', ['day'], `the organization has no receipt of ${day}`)
      await lockReceipt(tx, receipt.id)
      const copy = { dailyReceiptId: receipt.id, askedBy: actor.id, idempotencyKey }
      const before = await copyWithKey(tx, copy)
      const orderIds = receipt.content.orders.map((order) => order.orderId)
      const subject = { kind: 'dailyReceipt', ids: [receipt.id, ...(await cliniciansOfOrders(tx, orderIds))] }
      const at = this.clock.now()
      // The answer shows the receipt, so also one that sends nothing is a read of it.
      const action = before === null ? 'DAILY_RECEIPT_RESENT' : 'DAILY_RECEIPT_READ'
      await recordAudit(tx, { action, actor, request, organizationId, subject, at })
      if (before !== null) return { receipt, emailId: before, replayed: true }
      const emailId = await this.#queue(tx, { ...receipt, mode: organization.mode, isCopy: true })
      await insertCopy(tx, { ...copy, emailId, createdAt: at })
      return { receipt, emailId, replayed: false }
    })
  }

  async #queue(
    tx: Transaction,
    receipt: Parameters<typeof receiptSubject>[0] & Pick<DailyReceipt, 'organizationId'>,
  ): Promise<string> {
    const { organizationId } = receipt
    const recipients = (await receiptAddresses(tx, [organizationId])).get(organizationId) ?? []
    const subject = receiptSubject(receipt)
    return await queueEmail(tx, this.jobs, this.clock, { kind: 'DAILY_RECEIPT', recipients, subject })
  }
}
