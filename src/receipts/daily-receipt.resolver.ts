import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { recordAudit } from '../audit/audit.trail.js'
import type { Database, Reader } from '../db/database.js'
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { isCalendarDay, LocalDate } from '../graphql/scalars.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError } from '../kernel/errors.js'
import { type EmailProgress, emailProgress } from '../mail/email.queries.js'
import { cliniciansOfOrders } from '../orders/receipted-orders.queries.js'
import { assertGranted } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import { dailyReceiptOfDay, dailyReceiptPage } from './daily-receipt.queries.js'
import { DailyReceiptEmail, DailyReceiptType } from './daily-receipt.type.js'
import { emailView, receiptView } from './daily-receipt.view.js'

const RECEIPTS = 'daily-receipts'
const DailyReceiptConnection = connectionOf('DailyReceipt', DailyReceiptType, 'daily receipts, the newest first')

@Resolver(() => Organization)
export class OrganizationDailyReceiptResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => DailyReceiptConnection, {
    nullable: true,
    description:
      'Its daily receipts, the newest day first; 20 a page unless told. Null, with the reason in `errors`, without the scope `account:read` of the key and the grant, or of your role there.',
  })
  async dailyReceipts(
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<DailyReceiptType>> {
    assertGranted(context.actor, organization, 'account:read')
    const size = pageSize(page)
    const before = decodeCursor(RECEIPTS, page, /^\d{4}-\d{2}-\d{2}$/)
    if (before !== null && !isCalendarDay(before)) {
      throw new RequestError('BAD_USER_INPUT', 'after: expected a cursor that this list gave, got something else')
    }
    const rows = await this.#read(
      context,
      organization,
      (reader) => dailyReceiptPage(reader, organization.id, before, size + 1),
      size,
    )
    return pageOf(rows.map(receiptView), size, page, (receipt) => encodeCursor(RECEIPTS, receipt.day))
  }

  @FieldResolver(() => DailyReceiptType, {
    nullable: true,
    description:
      'Its receipt of that day; null when no order came through an integration then, or the day is not over. ' +
      'Needs the scope `account:read` of the key and the grant, or of your role there.',
  })
  async dailyReceipt(
    @Root() organization: Organization,
    @Arg('day', () => LocalDate, { description: "The day, in the organization's time zone." }) day: string,
    @Ctx() context: Context,
  ): Promise<DailyReceiptType | null> {
    assertGranted(context.actor, organization, 'account:read')
    const [receipt] = await this.#read(context, organization, async (reader) => {
      const found = await dailyReceiptOfDay(reader, organization.id, day)
      return found === null ? [] : [found]
    })
    return receipt === undefined ? null : receiptView(receipt)
  }

  /** A receipt names clinicians, so to read it is a read of their data. Of what is found the first `shown` are read. */
  async #read(
    { actor, request }: Context,
    { id: organizationId }: Organization,
    find: (reader: Reader) => Promise<DailyReceipt[]>,
    shown = 1,
  ): Promise<DailyReceipt[]> {
    return await this.database.transaction(async (tx) => {
      const receipts = await find(tx)
      const read = receipts.slice(0, shown)
      const ids = read.map((receipt) => receipt.id)
      const orderIds = read.flatMap((receipt) => receipt.content.orders.map((order) => order.orderId))
      if (ids.length === 0) return receipts
      const subject = { kind: 'dailyReceipt', ids: [...ids, ...(await cliniciansOfOrders(tx, orderIds))] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'DAILY_RECEIPT_READ', actor, request, organizationId, subject, at })
      return receipts
    })
  }
}

@Resolver(() => DailyReceiptType)
export class DailyReceiptResolver {
  readonly #emails: LoaderDefinition<string, EmailProgress | null>

  constructor(database: Database) {
    this.#emails = {
      load: async (ids) => inOrderOf(ids, await emailProgress(database, ids), (email) => email.id),
    }
  }

  @FieldResolver(() => DailyReceiptEmail, { description: 'What became of its e-mail.' })
  async email(@Root() receipt: DailyReceiptType, @Ctx() context: Context): Promise<DailyReceiptEmail> {
    const email = await context.loaders.get(this.#emails).load(receipt.emailId)
    invariant(email, `receipt ${receipt.id} has an e-mail`)
    return emailView(email)
  }
}
