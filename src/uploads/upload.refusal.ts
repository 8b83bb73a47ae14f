/** Codes of `PUT /uploads/:token`, as its JSON errors have them in `extensions.code`. */
export type UploadRefusalCode =
  | 'NOT_FOUND'
  | 'LINK_EXPIRED'
  | 'UPLOAD_COMPLETE'
  | 'CONTENT_TYPE_MISMATCH'
  | 'LENGTH_MISMATCH'
  | 'CONTENT_NOT_ACCEPTED'
  | 'CHECKSUM_MISMATCH'
  | 'TOO_SLOW'

/** A file that is not taken, with a message for whoever sends it; nothing of it is kept. */
export class UploadRefusal extends Error {
  override readonly name = 'UploadRefusal'

  constructor(
    /** HTTP status. */
    readonly status: number,
    readonly code: UploadRefusalCode,
    message: string,
  ) {
    super(message)
  }
}
