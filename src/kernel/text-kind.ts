/** First bytes of files that people take for the text within them. */
const KINDS: readonly (readonly [start: string, kind: string])[] = [
  ['PK\x03\x04', 'a ZIP archive or a workbook (a ZIP archive has to be unpacked first)'],
  ['\x1f\x8b', 'a gzip archive (it has to be unpacked first)'],
  ['%PDF', 'a PDF document'],
  ['\xff\xfe', 'text in UTF-16 (it has to be in UTF-8)'],
  ['\xfe\xff', 'text in UTF-16 (it has to be in UTF-8)'],
]

/** Tab, line feed, form feed and carriage return are part of texts. */
const FIRST_TEXT_CONTROL = 0x09
const LAST_TEXT_CONTROL = 0x0d
const BLANK = 0x20

/** What a file is, by its first bytes, if it is no text in ASCII, UTF-8 or ISO-8859-1; null if it is. */
export function notTextOf(head: Buffer): string | null {
  const text = head.toString('latin1')
  const known = KINDS.find(([start]) => text.startsWith(start))
  if (known !== undefined) return known[1]
  // One in ten bytes: a single NUL is a fault of its row, and UTF-16 without a byte order mark has every other.
  const controls = head.filter((byte) => byte < FIRST_TEXT_CONTROL || (byte > LAST_TEXT_CONTROL && byte < BLANK)).length
  return controls * 10 > head.length ? 'binary, or text in UTF-16 (it has to be in UTF-8)' : null
}
