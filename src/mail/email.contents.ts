import type { EmailKind } from './email.entity.js'

/** A file that goes with an e-mail. */
export interface EmailAttachment {
  /** ASCII, without a path. */
  fileName: string
  contentType: string
  /** All of it, a piece in memory at a time; each call reads anew. */
  open(): AsyncIterable<Uint8Array>
}

/** What an e-mail says. */
export interface EmailContents {
  text: string
  html: string
  attachments: readonly EmailAttachment[]
}

/**
 * Makes the contents of an e-mail just before it is sent, because they are too much to be written down twice. The same
 * for every try of one e-mail; outside of any transaction. What it throws makes the e-mail wait for another try.
 */
export type EmailContentsMaker = (emailId: string) => Promise<EmailContents>

/** Who makes e-mails of these kinds that were queued without a text; all others carry theirs from the beginning. */
export type EmailContentsMakers = Partial<Record<EmailKind, EmailContentsMaker>>
