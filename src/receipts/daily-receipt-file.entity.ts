import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { StoredFile } from '../files/stored-file.entity.js'
import { DailyReceipt } from './daily-receipt.entity.js'

/** What a receipt's e-mails carry: the official document, and the same as signed data. */
export type ReceiptFileFormat = 'PDF' | 'JWS'

/** A file of a receipt: made once, and made again when the one there was is past its time. */
@Entity('daily_receipt_files')
@Unique('daily_receipt_files_file_unique', ['fileId'])
@Check('daily_receipt_files_format_known', `format in ('PDF', 'JWS')`)
export class DailyReceiptFile {
  @ForeignKey(() => DailyReceipt, { name: 'daily_receipt_files_receipt_fk' })
  @PrimaryColumn('text', { name: 'daily_receipt_id' })
  dailyReceiptId!: string

  @PrimaryColumn('text')
  format!: ReceiptFileFormat

  @ForeignKey(() => StoredFile, { name: 'daily_receipt_files_file_fk', onDelete: 'CASCADE' })
  @Column('text', { name: 'file_id' })
  fileId!: string
}
