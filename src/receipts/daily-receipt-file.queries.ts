import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { ReceiptFileFormat } from './daily-receipt-file.entity.js'

/** A file of a receipt that is there in full. */
export interface ReceiptFile {
  id: string
  format: ReceiptFileFormat
  bytes: number
}

const OF_RECEIPT = readStatement<ReceiptFile>(
  'daily_receipt_files',
  `select f.id, r.format, f.bytes
     from daily_receipt_files r join stored_files f on f.id = r.file_id
    where r.daily_receipt_id = $1 and f.completed_at is not null and f.expires_at > $2`,
)

const NOTE = writeStatement(
  'daily_receipt_file_note',
  `insert into daily_receipt_files (daily_receipt_id, format, file_id) values ($1, $2, $3)
   on conflict (daily_receipt_id, format) do update set file_id = excluded.file_id`,
)

/** The receipt's files that will be there until `until`. */
export async function receiptFiles(reader: Reader, receiptId: string, until: Date): Promise<ReceiptFile[]> {
  return await reader.rows(OF_RECEIPT, [receiptId, until])
}

/** From now on this is the receipt's file; one that another process made meanwhile is swept in its time. */
export async function noteReceiptFile(
  tx: Transaction,
  receiptId: string,
  format: ReceiptFileFormat,
  fileId: string,
): Promise<void> {
  await tx.write(NOTE, [receiptId, format, fileId])
}
