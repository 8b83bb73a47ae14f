import { createHash } from 'node:crypto'

/** Namespace for names that are URLs (RFC 9562, section 6.6). */
const URL_NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** Ids of the resources of one document, always the same for the same path. */
export class FhirIds {
  /** `documentUrl` is the one at which anybody can verify the document: no other document has it. */
  constructor(private readonly documentUrl: string) {}

  /** UUIDv5 of `<documentUrl>#<path>`. */
  of(path: string): string {
    return uuidV5(`${this.documentUrl}#${path}`)
  }
}

/** How resources of a bundle name one another. */
export function urn(id: string): string {
  return `urn:uuid:${id}`
}

/** RFC 9562, section 5.5. */
function uuidV5(name: string): string {
  const bytes = createHash('sha1').update(URL_NAMESPACE).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
