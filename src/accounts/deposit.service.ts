import { Counter, type Registry } from 'prom-client'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { newId } from '../kernel/ids.js'
import { oneLine } from '../kernel/text.js'
import { findOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { enterIntoLedger, lockOrOpenAccount } from './account.service.js'
import { depositById, depositRecordedWithKey } from './deposit.queries.js'
import { checkDeposit } from './deposit.rules.js'
import type { DepositType, RecordDepositInput } from './deposit.type.js'

/** What came of `recordDeposit`. */
export interface RecordedDeposit {
  deposit: DepositType
  /** True when it had been recorded before with the same idempotency key: no money moved now. */
  replayed: boolean
}

const INSERT = writeStatement(
  'deposit_insert',
  `insert into deposits (id, ledger_entry_id, organization_id, reference, idempotency_key, request_sha256,
     recorded_by_user_id, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** Staff record money that came in by check or wire (domain.md, "Account, activity, receipts"). */
export class DepositService {
  readonly #recorded: Counter<'mode'>

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    this.#recorded = new Counter({
      name: 'gateway_deposits_total',
      help: 'Deposits that staff recorded, by mode; a repeated call is not counted again.',
      labelNames: ['mode'],
      registers: [metrics],
    })
  }

  /**
   * Records a deposit, or finds the one recorded before with the same key. Account, ledger entry, deposit and audit row
   * commit together. @throws UserErrors when anything stands against it; nothing changed then.
   */
  async record(actor: Actor, request: RequestInfo, input: RecordDepositInput): Promise<RecordedDeposit> {
    assertStaff(actor)
    const wanted = { ...input, reason: requireReason(input.reason), reference: oneLine(input.reference) }
    const problems = [...checkDeposit(input), ...checkIdempotencyKey(input.idempotencyKey)]
    if (problems.length > 0) throw new UserErrors(problems)
    const result = await this.#recordOnce(actor, request, wanted).catch((error: unknown) => {
      // The same key at the same time for another organization: the lock did not hold it back, the constraint did.
      if (constraintOf(error) !== 'deposits_idempotency_key_unique') throw error
      return this.#recordOnce(actor, request, wanted)
    })
    if (!result.replayed) this.#recorded.inc({ mode: actor.mode })
    return result
  }

  async #recordOnce(actor: StaffActor, request: RequestInfo, input: RecordDepositInput): Promise<RecordedDeposit> {
    return await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, input.organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${input.organizationId}"`)
      }
      const account = await lockOrOpenAccount(tx, this.clock, organization.id)
      const requestSha256 = digestOf(input)
      const before = await depositRecordedWithKey(tx, input.idempotencyKey)
      if (before !== null && before.requestSha256 !== requestSha256) throw keyReused()
      if (before !== null) return { deposit: await existing(tx, before.id), replayed: true }
      const at = this.clock.now()
      const id = newId('deposit')
      const entry = await enterIntoLedger(tx, {
        accountId: account.id,
        kind: 'DEPOSIT',
        paymentMethod: null,
        orderId: null,
        cents: input.amountCents,
        from: 'CASH',
        to: 'BALANCE',
        description: `Deposit ${input.reference}`,
        at: timeOf(this.clock, organization),
      })
      const { reference, idempotencyKey, reason } = input
      await tx.write(INSERT, [
        id,
        entry.balanceEntryId,
        organization.id,
        reference,
        idempotencyKey,
        requestSha256,
        actor.id,
        at,
      ])
      const subject = { kind: 'deposit', ids: [id] }
      const organizationId = organization.id
      await recordAudit(tx, { action: 'DEPOSIT_RECORDED', actor, request, organizationId, subject, reason, at })
      return { deposit: await existing(tx, id), replayed: false }
    })
  }
}

function keyReused(): UserErrors {
  const message = 'this key was used before for another deposit; take a new key for a new deposit'
  return UserErrors.one('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'], message)
}

async function existing(tx: Transaction, id: string): Promise<DepositType> {
  const deposit = await depositById(tx, id)
  invariant(deposit, `deposit ${id} exists`)
  return deposit
}

/** Everything that was asked for, but not the key. */
function digestOf({ organizationId, amountCents, reference, reason }: RecordDepositInput): string {
  return sha256Hex(canonicalJson({ organizationId, amountCents, reference, reason }))
}
