import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, ReasonNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { emailProgress } from '../mail/email.queries.js'
import { emailView, receiptView } from './daily-receipt.view.js'
import type { DailyReceiptCopyService } from './daily-receipt-copy.service.js'
import { ResendDailyReceiptInput, ResendDailyReceiptPayload } from './daily-receipt-copy.type.js'

@Resolver()
export class DailyReceiptCopyResolver {
  constructor(
    private readonly database: Database,
    private readonly service: DailyReceiptCopyService,
  ) {}

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => ResendDailyReceiptPayload, {
    description:
      'Sends a daily receipt again, as it was and with its documents, to those who are the recipients now; the subject says that it is a copy. Needs the scope `account:read` of the key and the grant, or of your role there; staff say why with the header `Gateway-Reason`. User errors: `NOT_FOUND` for an organization that is not there for you and for a day without a receipt, `INVALID_INPUT`. Limited to 20 an hour for each who asks.',
  })
  async resendDailyReceipt(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ResendDailyReceiptInput, { description: 'Which receipt.' }) input: ResendDailyReceiptInput,
  ): Promise<ResendDailyReceiptPayload> {
    return await asPayload<Omit<ResendDailyReceiptPayload, 'userErrors'>>(
      async () => {
        const { receipt, emailId, replayed } = await this.service.resend(actor, request, input)
        const [email] = await emailProgress(this.database, [emailId])
        return { dailyReceipt: receiptView(receipt), email: email ? emailView(email) : null, replayed }
      },
      { dailyReceipt: null, email: null, replayed: false },
    )
  }
}
