import type { IncomingHttpHeaders } from 'node:http'
import parseRange from 'range-parser'
import { RequestError } from '../kernel/errors.js'
import type { FileAnswer } from '../profiles/delivery/link-use.recorder.js'

/** When to come again for a file that cannot be rendered yet. */
export const RETRY_AFTER_SECONDS = 10

/**
 * What of a file a request gets, by its method and its conditions, in their order of precedence (RFC 9110, section
 * 13.2.2): `If-Match`, `If-None-Match`, then `Range` with `If-Range`. One range of bytes is served; of several, and of what
 * is no range, the whole file is the answer, as the RFC lets a server choose (section 14.2).
 */
export function fileAnswer(
  method: string,
  headers: IncomingHttpHeaders,
  { etag, bytes }: { etag: string; bytes: number },
): FileAnswer {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (ifMatch !== undefined && !names(ifMatch, etag)) return { kind: 'CHECK', status: 412 }
  // Weak tags compare alike here (section 13.1.2).
  if (ifNoneMatch !== undefined && names(ifNoneMatch.replaceAll('W/', ''), etag)) return { kind: 'CHECK', status: 304 }
  if (method === 'HEAD') return { kind: 'CHECK', status: 200 }
  return rangeAnswer(headers, etag, bytes)
}

function rangeAnswer({ range, 'if-range': ifRange }: IncomingHttpHeaders, etag: string, bytes: number): FileAnswer {
  // A copy of another version, or of a date, which official files have none of: the part would not fit.
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return { kind: 'WHOLE' }
  // More than there is from the end is all there is (section 14.1.2).
  const [, suffix] = /^bytes=-(\d+)$/.exec(range) ?? []
  if (suffix !== undefined && Number(suffix) >= bytes) return { kind: 'PART', firstByte: 0, lastByte: bytes - 1 }
  const ranges = parseRange(bytes, range)
  if (ranges === -2 || (ranges !== -1 && (ranges.type !== 'bytes' || ranges.length !== 1))) return { kind: 'WHOLE' }
  if (ranges === -1) return { kind: 'CHECK', status: 416 }
  const [only] = ranges
  return only === undefined ? { kind: 'WHOLE' } : { kind: 'PART', firstByte: only.start, lastByte: only.end }
}

/** Whether a list of entity tags names this one; `*` names any. */
function names(list: string, etag: string): boolean {
  return list.split(',').some((tag) => tag.trim() === '*' || tag.trim() === etag)
}

/** The link is as good as before; the file is not rendered yet, and many others neither. */
export function busyOrThrow(error: unknown): { outcome: 'BUSY'; message: string } {
  if (error instanceof RequestError && error.code === 'RATE_LIMITED') return { outcome: 'BUSY', message: error.message }
  throw error
}
