import type { Reader } from './reader.js'
import { readStatement } from './statement.js'

const WRITABLE = readStatement<{ writable: boolean }>(
  'server_writable',
  `select current_setting('transaction_read_only') = 'off' as writable`,
)

/** @throws unless the server answers, and takes writes: an answer that cannot be written into the audit trail is none */
export async function assertWritable(reader: Reader): Promise<void> {
  const [server] = await reader.rows(WRITABLE, [])
  if (server?.writable !== true) throw new Error('the database takes no writes')
}
