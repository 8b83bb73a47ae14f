import { recordAudit } from '../../audit/audit.trail.js'
import { requireReason } from '../../audit/reason.js'
import { type Actor, assertPerson, assertStaff, type PersonActor, type RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import { constraintOf } from '../../db/sql-state.js'
import type { Clock } from '../../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../../kernel/digest.js'
import { UserErrors } from '../../kernel/errors.js'
import { checkIdempotencyKey } from '../../kernel/idempotency-key.js'
import { oneLine } from '../../kernel/text.js'
import { assertAdministers, findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { type AccountBalance, lockAccount } from '../account.queries.js'
import { enterIntoLedger } from '../account.service.js'
import type { RecordSubscriptionPaymentInput, TransferBalanceInput } from './subscription.inputs.js'
import { paymentMadeWithKey, type SubscriptionRow, subscriptionOf } from './subscription.queries.js'
import { checkInvoice, checkPaidCents, checkTransfer } from './subscription.rules.js'
import { type DoneOnce, existing, KEY_REUSED, notFound, refuse } from './subscription.service.js'
import { SubscriptionPayment } from './subscription-payment.entity.js'

/** A payment as it is wanted, whichever way it comes. */
interface WantedPayment {
  organizationId: string
  subscriptionId: string
  /** Null: the whole balance, or as much of it as is due. */
  cents: number | null
  /** Number of the invoice; null for balance that is moved. */
  invoice: string | null
  idempotencyKey: string
  reason: string | null
}

/** Money for subscriptions: invoices that were paid, and balance that is moved (domain.md, "Account, activity, receipts"). */
export class SubscriptionPaymentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Staff note that an invoice was paid; the balance stays as it is. @throws UserErrors when anything stands against it */
  async record(actor: Actor, request: RequestInfo, input: RecordSubscriptionPaymentInput): Promise<DoneOnce> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    refuse([...checkPaidCents(input.amountCents), ...checkInvoice(input.invoice)])
    const { amountCents: cents } = input
    return await this.#pay(actor, request, { ...input, cents, invoice: oneLine(input.invoice), reason })
  }

  /**
   * An administrator, or staff who said why, move balance to a subscription, whole or in part. @throws UserErrors
   * NOT_FOUND, INVALID_INPUT, INSUFFICIENT_FUNDS, IDEMPOTENCY_KEY_REUSED; nothing changed then
   */
  async transfer(actor: Actor, request: RequestInfo, input: TransferBalanceInput): Promise<DoneOnce> {
    assertPerson(actor)
    const { amountCents = null } = input
    if (amountCents !== null) refuse(checkPaidCents(amountCents))
    return await this.#pay(actor, request, { ...input, cents: amountCents, invoice: null, reason: null })
  }

  async #pay(actor: PersonActor, request: RequestInfo, wanted: WantedPayment): Promise<DoneOnce> {
    refuse(checkIdempotencyKey(wanted.idempotencyKey))
    try {
      return await this.database.transaction((tx) => this.#payWithin(tx, actor, request, wanted))
    } catch (error) {
      // The same key at the same time for another organization: the lock did not hold it back, the constraint did.
      if (constraintOf(error) !== 'subscription_payments_key_unique') throw error
      return await this.database.transaction((tx) => this.#payWithin(tx, actor, request, wanted))
    }
  }

  async #payWithin(
    tx: Transaction,
    actor: PersonActor,
    request: RequestInfo,
    wanted: WantedPayment,
  ): Promise<DoneOnce> {
    const { organizationId, subscriptionId, invoice, idempotencyKey, reason } = wanted
    const organization = await findOrganization(tx, actor, organizationId)
    if (organization === null) throw notFound('organizationId', 'organization', organizationId)
    if (actor.kind === 'USER') assertAdministers(organization)
    const account = await lockAccount(tx, organizationId)
    const { cents: asked } = wanted
    const requestSha256 = sha256Hex(canonicalJson({ organizationId, subscriptionId, cents: asked, invoice, reason }))
    const before = await paymentMadeWithKey(tx, actor.id, idempotencyKey)
    if (before !== null) {
      refuse(before.requestSha256 === requestSha256 ? [] : [KEY_REUSED])
      return { subscription: await existing(tx, organizationId, before.subscriptionId), replayed: true }
    }
    const subscription = await subscriptionOf(tx, organizationId, subscriptionId)
    if (account === null || subscription === null) throw notFound('subscriptionId', 'subscription', subscriptionId)
    const cents = amountOf(wanted, account, subscription)
    const at = this.clock.now()
    const transaction = await enterIntoLedger(tx, {
      accountId: account.id,
      kind: invoice === null ? 'BALANCE_TRANSFER' : 'SUBSCRIPTION_PAYMENT',
      paymentMethod: null,
      orderId: null,
      cents,
      from: invoice === null ? 'BALANCE' : 'CASH',
      to: 'SUBSCRIPTION',
      description: invoice === null ? `Balance to ${subscription.name}` : `Invoice ${invoice}, ${subscription.name}`,
      at: timeOf(this.clock, organization),
    })
    await tx.manager.insert(SubscriptionPayment, {
      ...{ transactionId: transaction.id, subscriptionId, reference: invoice, actorKind: actor.kind },
      ...{ userId: actor.id, idempotencyKey, requestSha256, createdAt: at },
    })
    const action = invoice === null ? 'BALANCE_TRANSFERRED' : 'SUBSCRIPTION_PAYMENT_RECORDED'
    const subject = { kind: 'subscription', ids: [subscriptionId, transaction.id] }
    await recordAudit(tx, { action, actor, request, organizationId, subject, ...(reason && { reason }), at })
    return { subscription: await existing(tx, organizationId, subscriptionId), replayed: false }
  }
}

function amountOf({ cents }: WantedPayment, account: AccountBalance, subscription: SubscriptionRow): number {
  const due = subscription.priceCents - subscription.paidCents
  if (cents !== null) {
    refuse(checkTransfer(cents, due, account.currency))
    return cents
  }
  const all = Math.min(account.balanceCents, due)
  if (all > 0) return all
  throw due === 0
    ? UserErrors.one(
        'INVALID_INPUT',
        ['subscriptionId'],
        'expected a subscription of which something is due, got one that is paid',
      )
    : UserErrors.one('INSUFFICIENT_FUNDS', ['amountCents'], 'the account has no balance to move')
}
