import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

/** A line of the mailbox's list. */
export interface MailboxLine {
  id: string
  kind: string
  recipients: string[]
  subject: string
  createdAt: Date
  kept: boolean
  sentAt: Date | null
  failedAt: Date | null
  lastError: string | null
}

/** An e-mail with everything that is kept of it. */
export interface MailboxEmail extends MailboxLine {
  text: string
  html: string
  deliveredTo: string[]
  refusedRecipients: string[]
  attempts: number
}

const LINE = `id, kind, recipients, subject, created_at as "createdAt", kept, sent_at as "sentAt",
  failed_at as "failedAt", last_error as "lastError"`

const PAGE = readStatement<MailboxLine>(
  'mailbox_page',
  `select ${LINE} from emails
    where $1::text is null or (created_at, id) < (select created_at, id from emails where id = $1)
    order by created_at desc, id desc limit $2`,
)

const BY_ID = readStatement<MailboxEmail>(
  'mailbox_email',
  `select ${LINE}, text_body as text, html_body as html, delivered_to as "deliveredTo",
          refused_recipients as "refusedRecipients", attempts
     from emails where id = $1`,
)

/** Up to `limit` e-mails, the newest first, older than the one of the id `beforeId`. */
export async function mailboxPage(reader: Reader, beforeId: string | null, limit: number): Promise<MailboxLine[]> {
  return await reader.rows(PAGE, [beforeId, limit])
}

/** The e-mail of this id, or null. */
export async function mailboxEmail(reader: Reader, id: string): Promise<MailboxEmail | null> {
  const [email] = await reader.rows(BY_ID, [id])
  return email ?? null
}
