import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { Reader } from '../db/database.js'
import { chunksOf } from '../files/stored-file.queries.js'
import type { BulkRowResult } from './bulk.handler.js'
import type { BulkResultFormat } from './bulk.words.js'

/** How a result goes out. */
export const RESULT_FILES: Readonly<Record<BulkResultFormat, { contentType: string; extension: string }>> = {
  CSV: { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  JSON_LINES: { contentType: 'application/jsonl; charset=utf-8', extension: 'jsonl' },
}

/** A piece of a result file; the first one of a CSV file has the header. */
export function resultPiece(
  format: BulkResultFormat,
  columns: readonly string[],
  results: readonly BulkRowResult[],
  isFirst: boolean,
): Buffer {
  const rows = results.map(({ cells }) => columns.map((column) => cells[column] ?? null))
  if (format === 'JSON_LINES') {
    const lineOf = (row: (typeof rows)[number]) =>
      `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])))}\n`
    return Buffer.from(rows.map(lineOf).join(''))
  }
  // A cell that begins with =, +, -, @ would be a formula to a spreadsheet; it gets a ' before it (OWASP).
  const options = { escape_formulas: true, cast: { boolean: String } }
  return Buffer.from(stringify(isFirst ? [columns, ...rows] : rows, options))
}

/** Size and SHA-256 of what was written; one piece in memory at a time. */
export async function measureResult(reader: Reader, fileId: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of chunksOf(reader, fileId)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
