/** First bytes of the files that go with a report, by media type: ISO 32000-2, 7.5.2; PNG, section 5.2; ITU-T T.81, B.1.1. */
const STARTS: Readonly<Record<string, { name: string; start: Buffer }>> = {
  'application/pdf': { name: 'a PDF document', start: Buffer.from('%PDF-') },
  'image/png': { name: 'a PNG image', start: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1') },
  'image/jpeg': { name: 'a JPEG image', start: Buffer.from('\xff\xd8\xff', 'latin1') },
}

/** Media types of documents and pictures. */
export const EVIDENCE_TYPES: readonly string[] = Object.keys(STARTS)

/** What a file is instead of what was announced, by its first bytes and whatever it is called; null if it can be that. */
export function notEvidenceOf(head: Buffer, contentType: string): string | null {
  const announced = STARTS[contentType]
  const found = Object.values(STARTS).find(({ start }) => head.subarray(0, start.length).equals(start))
  if (announced !== undefined && found === announced) return null
  return `${found?.name ?? 'neither a PDF document nor a PNG or JPEG image'}, not ${announced?.name ?? contentType}`
}
