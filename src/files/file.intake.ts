import { createHash } from 'node:crypto'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import { deleteFile, insertChunk, insertFile } from './stored-file.queries.js'

/** Size of a stored piece: so much of a file is in memory at a time. */
const CHUNK_BYTES = 262_144

/** A file that nobody has finished after so long never will be: whoever wrote it was killed. */
const UNFINISHED_MINUTES = 60

/** What has come of a file. */
export interface TakenFile {
  id: string
  bytes: number
  /** In lower-case hex. */
  sha256: string
}

/**
 * Stores what `source` gives, piece by piece and each in a transaction of its own, for a sender may take its time. The
 * file is there for others once somebody calls `completeFile`; until then it is swept like one that has expired. When
 * `source` throws, what was stored is deleted and the error goes on.
 */
export async function takeFile(
  database: Database,
  clock: Clock,
  contentType: string,
  source: AsyncIterable<Buffer>,
): Promise<TakenFile> {
  const id = newId('storedFile')
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + UNFINISHED_MINUTES * 60_000)
  await database.transaction((tx) => insertFile(tx, { id, contentType, createdAt, expiresAt }))
  try {
    const hash = createHash('sha256')
    let bytes = 0
    let position = 0
    // Each is done with before the next one overwrites it.
    for await (const chunk of inPieces(source, CHUNK_BYTES)) {
      hash.update(chunk)
      bytes += chunk.length
      await database.transaction((tx) => insertChunk(tx, id, position, chunk))
      position++
    }
    return { id, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    // Best effort: what cannot be deleted now is swept.
    await database.transaction((tx) => deleteFile(tx, id)).catch(() => undefined)
    throw error
  }
}

/** The same bytes in pieces of `size`, but for a shorter last one; copied, for small chunks cost more than their bytes. */
async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer, void, void> {
  const piece = Buffer.alloc(size)
  let length = 0
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(piece, length, from)
      from += copied
      length += copied
      if (length < size) continue
      yield piece
      length = 0
    }
  }
  if (length > 0) yield piece.subarray(0, length)
}
