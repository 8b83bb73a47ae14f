import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { StoredFile } from './stored-file.entity.js'

/** A file of which all is there. */
export interface CompleteFile {
  id: string
  contentType: string
  bytes: number
  sha256: string
  expiresAt: Date
}

const INSERT_FILE = writeStatement(
  'stored_file_insert',
  'insert into stored_files (id, content_type, created_at, expires_at) values ($1, $2, $3, $4)',
)

const INSERT_CHUNK = writeStatement(
  'stored_file_chunk_insert',
  'insert into stored_file_chunks (file_id, position, bytes) values ($1, $2, $3)',
)

const COMPLETE = writeStatement(
  'stored_file_complete',
  `update stored_files set bytes = $2, sha256 = $3, completed_at = $4, expires_at = $5
    where id = $1 and completed_at is null`,
)

const KEEP = writeStatement('stored_file_keep', 'update stored_files set expires_at = $2 where id = $1')

const DELETE = writeStatement('stored_file_delete', 'delete from stored_files where id = $1')

const DELETE_EXPIRED = writeStatement<{ id: string }>(
  'stored_files_delete_expired',
  `delete from stored_files
    where id in (select id from stored_files where expires_at <= $1 order by expires_at limit $2 for update skip locked)
   returning id`,
)

const BY_ID = readStatement<CompleteFile>(
  'stored_file_by_id',
  `select id, content_type as "contentType", bytes, sha256, expires_at as "expiresAt"
     from stored_files where id = $1 and completed_at is not null and expires_at > $2`,
)

const CHUNK = readStatement<{ bytes: Buffer }>(
  'stored_file_chunk',
  'select bytes from stored_file_chunks where file_id = $1 and position = $2',
)

/** Begins a file; it has no bytes yet. */
export async function insertFile(
  tx: Transaction,
  file: Pick<StoredFile, 'id' | 'contentType' | 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await tx.write(INSERT_FILE, [file.id, file.contentType, file.createdAt, file.expiresAt])
}

/** Adds the piece of this position, counted from 0; two writers of one file violate the primary key. */
export async function insertChunk(tx: Transaction, fileId: string, position: number, bytes: Buffer): Promise<void> {
  await tx.write(INSERT_CHUNK, [fileId, position, bytes])
}

/** Says that all of it is there, and until when it is kept. */
export async function completeFile(
  tx: Transaction,
  file: { id: string; bytes: number; sha256: string; completedAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.write(COMPLETE, [file.id, file.bytes, file.sha256, file.completedAt, file.expiresAt])
}

/** Deletes the file with its bytes; nothing happens where it is gone already. */
export async function deleteFile(tx: Transaction, id: string): Promise<void> {
  await tx.write(DELETE, [id])
}

/** Deletes up to `limit` files that are past their expiry; gives how many they were. */
export async function deleteExpiredFiles(tx: Transaction, now: Date, limit: number): Promise<number> {
  return (await tx.write(DELETE_EXPIRED, [now, limit])).length
}

/** The file, if all of it is there and it has not expired; else null. */
export async function completeFileById(reader: Reader, id: string, now: Date): Promise<CompleteFile | null> {
  const [file] = await reader.rows(BY_ID, [id, now])
  return file ?? null
}

/** The pieces of a file, one in memory at a time, each read when it is asked for. */
export async function* chunksOf(reader: Reader, fileId: string): AsyncGenerator<Buffer, void, void> {
  for (let position = 0; ; position++) {
    const [chunk] = await reader.rows(CHUNK, [fileId, position])
    if (chunk === undefined) return
    yield chunk.bytes
  }
}

/** All of a file. @throws Error when pieces of it are gone meanwhile: a part must not look like the whole */
export async function* wholeOf(
  reader: Reader,
  { id, bytes }: Pick<CompleteFile, 'id' | 'bytes'>,
): AsyncGenerator<Buffer, void, void> {
  let length = 0
  for await (const chunk of chunksOf(reader, id)) {
    length += chunk.length
    yield chunk
  }
  if (length !== bytes) throw new Error(`expected ${bytes} bytes of the file ${id}, got ${length}`)
}

/** Keeps the file until then, unless it is deleted before. */
export async function keepFile(tx: Transaction, id: string, expiresAt: Date): Promise<void> {
  await tx.write(KEEP, [id, expiresAt])
}
