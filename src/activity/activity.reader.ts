import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { type Connection, keysetList, type PageArgs } from '../graphql/connection.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError } from '../kernel/errors.js'
import { assertGranted, requireOrganizations } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { Organization } from '../organizations/organization.entity.js'
import {
  expectedMonths,
  findMonth,
  type Month,
  type MonthName,
  monthAfter,
  monthBefore,
  monthsShown,
} from './activity.month.js'
import {
  type MonthBalances,
  monthBalances,
  monthSums,
  monthTransactions,
  type ReceiptLine,
  receiptLines,
  transactionById,
  transactionsOfOrders,
} from './activity.queries.js'
import { type ActivityTotals, activityTotals } from './activity.sums.js'
import type { AccountActivity } from './activity.type.js'
import type { AccountTransaction, TransactionReceipt } from './transaction.type.js'
import { receiptView, transactionView } from './transaction.view.js'

const TRANSACTIONS = keysetList<AccountTransaction>({
  name: 'account-transactions',
  form: /^ltx_[0-9a-z]{26}$/,
  keyOf: ({ id }) => id,
})

/** Reads account activity within the actor's scope; months and receipts that are read go into the audit trail. */
export class ActivityReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The organization's activity of the month, the current one for null; null while it has no account.
   * @throws RequestError BAD_USER_INPUT for a month that is not shown; FORBIDDEN without `account:read`
   */
  async month(
    { actor, request }: LoaderScope,
    organization: Organization,
    name: MonthName | null,
  ): Promise<AccountActivity | null> {
    assertGranted(actor, organization, 'account:read')
    const now = timeOf(this.clock, organization)
    const { id: organizationId, timeZone } = organization
    const month = findMonth(name, now, timeZone)
    if (month === null) throw new RequestError('BAD_USER_INPUT', `month: ${expectedMonths(now, timeZone, name)}`)
    return await this.database.transaction(async (tx) => {
      const balances = await monthBalances(tx, organizationId, month)
      if (balances === null) return null
      const subject = { kind: 'account', ids: [balances.accountId, month.name] }
      await recordAudit(tx, {
        action: 'ACCOUNT_ACTIVITY_READ',
        actor,
        request,
        organizationId,
        subject,
        at: this.clock.now(),
      })
      return activityOf(organization, month, balances, now)
    })
  }

  /** A page of the month's transactions, in their order. */
  async transactions({ of }: AccountActivity, page: PageArgs): Promise<Connection<AccountTransaction>> {
    return await TRANSACTIONS.page(page, async (afterId, limit) =>
      (await monthTransactions(this.database, of, afterId, limit)).map(transactionView),
    )
  }

  /** What the month's transactions come to. */
  async totals({ of }: AccountActivity): Promise<ActivityTotals> {
    return activityTotals(await monthSums(this.database, of))
  }

  /** The organization's transaction of this id, or null. @throws RequestError FORBIDDEN without `account:read` */
  async transaction(actor: Actor, organization: Organization, id: string): Promise<AccountTransaction | null> {
    assertGranted(actor, organization, 'account:read')
    const row = await transactionById(this.database, organization.id, id)
    return row === null ? null : transactionView(row)
  }

  /**
   * The transactions of orders that the actor was given, by the id of the order.
   * @throws RequestError FORBIDDEN without `account:read`
   */
  async ofOrders(
    actor: Actor,
    orders: readonly { id: string; organizationId: string }[],
  ): Promise<{ orderId: string; transaction: AccountTransaction }[]> {
    const organizationIds = [...new Set(orders.map(({ organizationId }) => organizationId))]
    await requireOrganizations(this.database, actor, organizationIds, 'account:read')
    const orderIds = orders.map(({ id }) => id)
    const rows = await transactionsOfOrders(this.database, orderIds)
    return rows.map((row) => ({ orderId: row.orderId, transaction: transactionView(row) }))
  }

  /** The receipts of transactions that the actor was given, in their order. They name clinicians, so it is a read of their data. */
  async receipts(
    transactions: readonly AccountTransaction[],
    { actor, request }: LoaderScope,
  ): Promise<TransactionReceipt[]> {
    const organizationIds = [...new Set(transactions.map(({ organizationId }) => organizationId))]
    const organizations = await requireOrganizations(this.database, actor, organizationIds, 'account:read')
    const ids = transactions.map(({ id }) => id)
    return await this.database.transaction(async (tx) => {
      const lines = await receiptLines(tx, ids)
      const receipts: TransactionReceipt[] = []
      const linesOf = ({ id }: AccountTransaction) => lines.filter((line) => line.transactionId === id)
      for (const { id: organizationId } of organizations) {
        const shown = transactions.filter((transaction) => transaction.organizationId === organizationId)
        const subjects = {
          transactionIds: shown.map(({ id }) => id),
          lines: shown.flatMap(linesOf),
        }
        await this.recordReceipts(tx, { actor, request, organizationId }, subjects)
      }
      for (const transaction of transactions) {
        const organization = organizations.find(({ id }) => id === transaction.organizationId)
        receipts.push(receiptView(transaction, organization?.name ?? '', linesOf(transaction)))
      }
      return receipts
    })
  }

  private async recordReceipts(
    tx: Transaction,
    who: { actor: Actor; request: RequestInfo; organizationId: string },
    { transactionIds, lines }: { transactionIds: readonly string[]; lines: readonly ReceiptLine[] },
  ): Promise<void> {
    const clinicians = [...new Set(lines.map(({ clinicianId }) => clinicianId))]
    const subject = { kind: 'ledgerTransaction', ids: [...transactionIds, ...clinicians] }
    await recordAudit(tx, { ...who, action: 'TRANSACTION_RECEIPT_READ', subject, at: this.clock.now() })
  }
}

function activityOf(organization: Organization, month: Month, balances: MonthBalances, now: Date): AccountActivity {
  const { first, last } = monthsShown(now, organization.timeZone)
  const { accountId, currency, openingCents, endingCents, throughSequence } = balances
  return {
    of: { month, accountId, throughSequence },
    organizationId: organization.id,
    month: month.name,
    startsAt: month.start,
    endsBefore: month.end,
    previousMonth: month.name === first ? null : monthBefore(month.name),
    nextMonth: month.name === last ? null : monthAfter(month.name),
    openingBalance: { cents: openingCents, currency },
    endingBalance: { cents: endingCents, currency },
  }
}
