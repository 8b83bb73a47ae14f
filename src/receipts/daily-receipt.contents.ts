import type { Database } from '../db/database.js'
import { invariant } from '../kernel/errors.js'
import type { Publisher } from '../kernel/publisher.js'
import type { EmailContents } from '../mail/email.contents.js'
import type { DailyReceiptFiles } from './daily-receipt.files.js'
import { renderReceiptMail } from './daily-receipt.mail.js'
import { receiptOfEmail } from './daily-receipt.queries.js'

/** Makes what the e-mail of a receipt says, from the receipt as it was written down, with its documents. */
export function receiptContents(database: Database, files: DailyReceiptFiles, publisher: Publisher) {
  return async (emailId: string): Promise<EmailContents> => {
    const receipt = await receiptOfEmail(database, emailId)
    invariant(receipt, `the e-mail ${emailId} is of a receipt`)
    const attachments = await files.attachments(receipt)
    const hasAttachments = attachments.length > 0
    return { ...renderReceiptMail({ ...receipt, hasAttachments }, publisher), attachments }
  }
}
