import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { DailyReceiptCopy } from './daily-receipt-copy.entity.js'

/** What tells a copy from others. */
type CopyKey = Pick<DailyReceiptCopy, 'dailyReceiptId' | 'askedBy' | 'idempotencyKey'>

const LOCK = writeStatement('daily_receipt_lock', 'select id from daily_receipts where id = $1 for no key update')

const WITH_KEY = readStatement<{ emailId: string }>(
  'daily_receipt_copy_with_key',
  `select email_id as "emailId" from daily_receipt_copies
    where daily_receipt_id = $1 and asked_by = $2 and idempotency_key = $3`,
)

const INSERT = writeStatement(
  'daily_receipt_copy_insert',
  `insert into daily_receipt_copies (daily_receipt_id, asked_by, idempotency_key, email_id, created_at)
   values ($1, $2, $3, $4, $5)`,
)

/** Until this transaction ends no other sends the receipt again. */
export async function lockReceipt(tx: Transaction, receiptId: string): Promise<void> {
  await tx.write(LOCK, [receiptId])
}

/** The e-mail of the copy with this key, or null. */
export async function copyWithKey(reader: Reader, key: CopyKey): Promise<string | null> {
  const [copy] = await reader.rows(WITH_KEY, [key.dailyReceiptId, key.askedBy, key.idempotencyKey])
  return copy?.emailId ?? null
}

/** Writes down that the receipt is sent again. */
export async function insertCopy(tx: Transaction, copy: DailyReceiptCopy): Promise<void> {
  const { dailyReceiptId, askedBy, idempotencyKey, emailId, createdAt } = copy
  await tx.write(INSERT, [dailyReceiptId, askedBy, idempotencyKey, emailId, createdAt])
}
