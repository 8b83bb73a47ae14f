import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { newId } from '../kernel/ids.js'
import { isStorableText, oneLine } from '../kernel/text.js'
import { findOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { balanceEntryOf, lockAccount } from './account.queries.js'
import { enterIntoLedger } from './account.service.js'
import { Adjustment } from './adjustment.entity.js'
import { MAX_ADJUSTMENT_TEXT_LENGTH, type RecordAdjustmentInput } from './adjustment.type.js'
import { MAX_DEPOSIT_CENTS } from './deposit.rules.js'
import type { LedgerEntryType } from './ledger-entry.entity.js'

/** What came of `recordAdjustment`. */
export interface RecordedAdjustment {
  entry: LedgerEntryType
  replayed: boolean
}

const RECORDED_WITH_KEY = readStatement<{ transactionId: string; requestSha256: string }>(
  'adjustment_recorded_with_key',
  `select transaction_id as "transactionId", request_sha256 as "requestSha256"
     from adjustments where idempotency_key = $1`,
)

/** Staff correct an account; the entries that were wrong stay (domain.md, "Account, activity, receipts"). */
export class AdjustmentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_KEY_REUSED, INSUFFICIENT_FUNDS; nothing changed then */
  async record(actor: Actor, request: RequestInfo, input: RecordAdjustmentInput): Promise<RecordedAdjustment> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const problems = [...checkAdjustment(input), ...checkIdempotencyKey(input.idempotencyKey)]
    if (problems.length > 0) throw new UserErrors(problems)
    const { organizationId, amountCents, idempotencyKey } = input
    const text = oneLine(input.text)
    const requestSha256 = sha256Hex(canonicalJson({ organizationId, amountCents, text, reason }))
    const once = () =>
      this.database.transaction(async (tx) => {
        const organization = await findOrganization(tx, actor, organizationId)
        const account = organization === null ? null : await lockAccount(tx, organizationId)
        if (organization === null || account === null) {
          const message = `no organization with an account has the id "${organizationId}"`
          throw UserErrors.one('NOT_FOUND', ['organizationId'], message)
        }
        const [before] = await tx.rows(RECORDED_WITH_KEY, [idempotencyKey])
        if (before !== undefined && before.requestSha256 !== requestSha256) throw KEY_REUSED
        if (before !== undefined) return { entry: await entryOf(tx, before.transactionId), replayed: true }
        const at = this.clock.now()
        const { id } = await enterIntoLedger(tx, {
          ...{ accountId: account.id, kind: 'ADJUSTMENT', paymentMethod: null, orderId: null },
          ...{ cents: Math.abs(amountCents), description: text, at: timeOf(this.clock, organization) },
          ...(amountCents > 0 ? { from: 'ADJUSTMENT', to: 'BALANCE' } : { from: 'BALANCE', to: 'ADJUSTMENT' }),
        })
        await tx.manager.insert(Adjustment, {
          ...{ id: newId('adjustment'), transactionId: id, organizationId, idempotencyKey, requestSha256 },
          ...{ recordedByUserId: actor.id, recordedAt: at },
        })
        const subject = { kind: 'ledgerTransaction', ids: [id] }
        await recordAudit(tx, { action: 'ADJUSTMENT_RECORDED', actor, request, organizationId, subject, reason, at })
        return { entry: await entryOf(tx, id), replayed: false }
      })
    return await once().catch((error: unknown) => {
      // The same key at the same time for another organization: the lock did not hold it back, the constraint did.
      if (constraintOf(error) !== 'adjustments_idempotency_key_unique') throw error
      return once()
    })
  }
}

const KEY_REUSED = UserErrors.one(
  'IDEMPOTENCY_KEY_REUSED',
  ['idempotencyKey'],
  'this key was used before for another correction; take a new key for a new one',
)

function checkAdjustment({ amountCents, text }: RecordAdjustmentInput): UserErrorItem[] {
  const problems: UserErrorItem[] = []
  if (!Number.isInteger(amountCents) || amountCents === 0 || Math.abs(amountCents) > MAX_DEPOSIT_CENTS) {
    const message = `expected -${MAX_DEPOSIT_CENTS} to ${MAX_DEPOSIT_CENTS} cents but not 0, got ${amountCents}`
    problems.push({ code: 'INVALID_INPUT', field: ['amountCents'], message })
  }
  const { length } = oneLine(text)
  if (length < 1 || length > MAX_ADJUSTMENT_TEXT_LENGTH || !isStorableText(text)) {
    const message = `expected what the ledger shall say, 1 to ${MAX_ADJUSTMENT_TEXT_LENGTH} characters, got ${length}`
    problems.push({ code: 'INVALID_INPUT', field: ['text'], message })
  }
  return problems
}

async function entryOf(tx: Transaction, transactionId: string): Promise<LedgerEntryType> {
  const entry = await balanceEntryOf(tx, transactionId)
  invariant(entry, `transaction ${transactionId} changed the balance`)
  return entry
}
